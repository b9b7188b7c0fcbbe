/** How a round's result is told. A return below the stake is a loss, so it is told without a fanfare. */

export type Tone = "none" | "returned" | "win" | "big";

/** Big is at least ten stakes and at least this much gold (the club's published default). */
export const BIG_WIN_GOLD_MIN = 1000;
const BIG_WIN_STAKES = 10;

export function toneOf(win_amount: number, bet_amount: number): Tone {
  if (win_amount <= 0) return "none";
  if (win_amount < bet_amount) return "returned";
  return win_amount >= BIG_WIN_STAKES * bet_amount && win_amount >= BIG_WIN_GOLD_MIN ? "big" : "win";
}

export const STREAK_LAMPS = 5;

/** Lamps lit by a run of winning rounds, 0 to 5: a decoration, never the odds. */
export function lampsLit(winStreak: number): number {
  return Math.max(0, Math.min(STREAK_LAMPS, winStreak));
}
