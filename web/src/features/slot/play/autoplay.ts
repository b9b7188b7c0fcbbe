/** When auto-spin goes on and when it stops. It only presses the button: the odds know nothing of it. */

export type AutoplayRules = {
  /** Spins to play; null goes on until something else stops it. */
  count: number | null;
  /** Stop after a round that wins at least this much gold; null never. */
  stopOnWin: number | null;
  /** Stop when the balance would be below this; null only when gold runs out. */
  stopBelow: number | null;
  stopOnFeature: boolean;
};

export const defaultRules: AutoplayRules = { count: 25, stopOnWin: null, stopBelow: null, stopOnFeature: true };

export type StopReason = "count" | "win" | "balance" | "feature" | "funds";

export type PlayedRound = { win_amount: number; balance_after: number; hasFeature: boolean };

/** Why auto-spin stops after `played` spins of which `last` was the latest; null goes on with another `stake`. */
export function stopReason(rules: AutoplayRules, played: number, last: PlayedRound, stake: number): StopReason | null {
  if (rules.stopOnFeature && last.hasFeature) return "feature";
  if (rules.stopOnWin !== null && last.win_amount >= rules.stopOnWin) return "win";
  if (rules.stopBelow !== null && last.balance_after < rules.stopBelow) return "balance";
  if (last.balance_after < stake) return "funds";
  if (rules.count !== null && played >= rules.count) return "count";
  return null;
}
