/** Stakes in gold, moved along the machine's presets. */

export type Stakes = { min: number; max: number; step: number; presets: number[] };

/** The presets a machine allows, ascending; its minimum when it names none. */
export function stakeLadder({ min, max, step, presets }: Stakes): number[] {
  const allowed = presets.filter((stake) => stake >= min && stake <= max && stake % step === 0);
  return allowed.length > 0 ? [...new Set(allowed)].sort((a, b) => a - b) : [min];
}

/** One rung up (+1) or down (−1) from any stake; stays at the ends. */
export function moveStake(ladder: readonly number[], stake: number, direction: 1 | -1): number {
  const next = direction === 1 ? ladder.find((rung) => rung > stake) : ladder.findLast((rung) => rung < stake);
  return next ?? stake;
}

/** The highest rung the balance covers; the lowest when it covers none. */
export function maxStake(ladder: readonly number[], balance: number | null): number {
  const covered = balance === null ? undefined : ladder.findLast((rung) => rung <= balance);
  return covered ?? ladder[0] ?? 0;
}
