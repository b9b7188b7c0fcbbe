/** A whole round from its stream of integers: the base spin, then every free spin it leads to. */
import { type Law, scattersIn, totalOf, windowAt, winsOf } from "./evaluate";
import type { Win } from "../machines/machine";

/** Uniform integers in [0, n), in the order of the draw. */
export type Integers = { below: (n: number) => Promise<number> };

export type PlayedSpin = { stops: number[]; window: string[][]; wins: Win[]; amount: number };
export type PlayedFreeSpin = PlayedSpin & { retriggered: number };
export type PlayedRound = { base: PlayedSpin; awarded: number; freeSpins: PlayedFreeSpin[]; payout: number };

async function drawStops(strips: readonly (readonly string[])[], draw: Integers): Promise<number[]> {
  const stops: number[] = [];
  for (const strip of strips) stops.push(await draw.below(strip.length));
  return stops;
}

async function spin(law: Law, strips: readonly (readonly string[])[], stake: number, draw: Integers, multiplier: number): Promise<PlayedSpin> {
  const stops = await drawStops(strips, draw);
  const window = windowAt(strips, stops, law.rows);
  const wins = winsOf(law, window, stake, multiplier);
  return { stops, window, wins, amount: totalOf(wins) };
}

/** Plays the round that `draw` decides, at a stake in gold (a multiple of ten). */
export async function playRound(law: Law, stake: number, draw: Integers): Promise<PlayedRound> {
  const base = await spin(law, law.strips, stake, draw, 1);
  const feature = law.free_spins;
  const awardFor = (window: string[][]) => feature?.awards[scattersIn(law, window) - 1] ?? 0;
  const awarded = awardFor(base.window);
  const freeSpins: PlayedFreeSpin[] = [];
  let left = awarded;
  let retriggers = 0;
  while (feature && left > 0) {
    const played = await spin(law, feature.strips, stake, draw, feature.multiplier);
    const again = retriggers < feature.retriggers_max ? awardFor(played.window) : 0;
    if (again > 0) retriggers += 1;
    freeSpins.push({ ...played, retriggered: again });
    left += again - 1;
  }
  const payout = base.amount + freeSpins.reduce((sum, { amount }) => sum + amount, 0);
  return { base, awarded, freeSpins, payout };
}
