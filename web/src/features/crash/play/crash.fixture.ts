import type { CrashTable } from "../api/crash";

/** A table of tests: round 7, bets open at noon for six seconds. */
export function crashTable(change: Partial<CrashTable> = {}): CrashTable {
  return {
    round_id: "round-7",
    number: 7,
    phase: "betting",
    void: false,
    server_time: "2026-11-21T12:00:00Z",
    opens_at: "2026-11-21T12:00:00Z",
    locks_at: "2026-11-21T12:00:06Z",
    next_opens_at: null,
    multiplier: 1,
    elapsed_ms: 0,
    crash_multiplier: null,
    hash: null,
    server_seed_hash: "ab".repeat(32),
    client_seed: "salt",
    nonce: 7,
    config_version: 1,
    limits: { min: 100, max: 100_000, step: 100 },
    presets: [100, 200, 500, 1000, 2000],
    auto_cashout_min: 1.01,
    multiplier_max: 10_000,
    growth_per_s: 0.06,
    betting_ms: 6_000,
    pause_ms: 3_000,
    players: 0,
    bets_count: 0,
    bets_total: 0,
    bets: [],
    mine: [],
    ...change,
  };
}
