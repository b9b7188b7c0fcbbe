import type { SpinResult } from "../api/spin";
import { machineFixture } from "../machines/machine.fixture";
import { lawOf, totalOf, windowAt, winsOf } from "../rules/evaluate";

export const machine = machineFixture("ring-fruits");
const law = lawOf(machine);

/** An honest answer: what the machine pays where the reels stop. */
export function spinAt(stops: number[], stake: number): SpinResult {
  const window = windowAt(law.strips, stops, law.rows);
  const wins = winsOf(law, window, stake).map((win) => ({ ...win, ways: win.ways ?? 1 }));
  const win_amount = totalOf(wins);
  return {
    round_id: "r1",
    bet_amount: stake,
    win_amount,
    net: win_amount - stake,
    balance_after: 10_000 - stake + win_amount,
    config_version: 1,
    fairness: { server_seed_hash: "", client_seed: "", nonce: 0 },
    window,
    wins,
    free_spins_left: 0,
    win_streak: 0,
    feature: null,
  };
}

/** Stops whose round at `stake` pays an amount that fits. */
export function stopsThat(fits: (win: number, stake: number) => boolean, stake: number): number[] {
  for (const [a] of (law.strips[0] ?? []).entries())
    for (const [b] of (law.strips[1] ?? []).entries())
      for (const [c] of (law.strips[2] ?? []).entries()) if (fits(spinAt([a, b, c], stake).win_amount, stake)) return [a, b, c];
  throw new Error("no such round");
}
