import type { PastRound, Placed, Wheel } from "../api/table";
import { BET_TYPES, type BetType } from "../rules/layout";

const pays: Record<BetType, number> = {
  ...{ straight: 35, split: 17, street: 11, trio: 11, corner: 8, first_four: 8, six_line: 5, column: 2, dozen: 2 },
  ...{ red: 1, black: 1, odd: 1, even: 1, low: 1, high: 1 },
};
const max_of = Object.fromEntries(BET_TYPES.map((type) => [type, type === "straight" ? 200 : 5_000])) as Record<BetType, number>;

/** A table of tests: round 8, bets open at noon for twenty seconds. */
export function wheelTable(change: Partial<Wheel> = {}): Wheel {
  return {
    round_id: "round-8",
    table: "main",
    number: 8,
    phase: "betting",
    void: false,
    server_time: "2026-11-21T12:00:00Z",
    opens_at: "2026-11-21T12:00:00Z",
    locks_at: "2026-11-21T12:00:20Z",
    ends_at: "2026-11-21T12:00:26Z",
    next_opens_at: null,
    pocket: null,
    colour: null,
    hash: null,
    server_seed_hash: "ab".repeat(32),
    client_seed: "golden",
    nonce: 8,
    config_version: 1,
    limits: { min: 10, max: 10_000, step: 10 },
    max_of,
    pays,
    tray: [10, 50, 100, 500, 1000, 5000],
    betting_ms: 20_000,
    spin_ms: 6_000,
    players: 0,
    chips_total: 0,
    chips: [],
    mine: [],
    recent: [],
    ...change,
  };
}

export function pastRound(change: Partial<PastRound>): PastRound {
  return {
    ...{ round_id: "p", number: 0, pocket: 23, colour: "red", hash: "", void: false },
    ...{ ended_at: "2026-11-21T11:59:50Z", client_seed: "golden", nonce: 0, ...change },
  };
}

/** The API's answer to a bet on a table. */
export function placedOn(wheel: Wheel, bets: Placed["bets"], balance: number): Placed {
  const bet_amount = bets.reduce((sum, { amount }) => sum + amount, 0);
  return {
    ...{ bet_id: `own-${bet_amount}`, round_id: wheel.round_id, number: wheel.number, status: "placed", bet_amount, bets },
    ...{ simulated_max_win: 0, balance_after: balance - bet_amount, config_version: 1 },
    fairness: { server_seed_hash: wheel.server_seed_hash, client_seed: wheel.client_seed, nonce: wheel.nonce },
  };
}
