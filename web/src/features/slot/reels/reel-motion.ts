/**
 * How a reel moves, as data for the Web Animations API (transform and opacity only, so the compositor runs it).
 *
 * A reel is a column of cells. Offsets are counted in cells: 0 shows the top of the column, -3 shows the fourth cell.
 *
 *   column while spinning:  loop (L cells) · the loop's first rows again · the window shown before
 *   column while landing:   one cell above · the new window · L cells to pass by
 */

export const STEP_MS = 220;
export const TURBO_STEP_MS = 60;
export const FIRST_STOP_MS = 620;
export const TURBO_FIRST_STOP_MS = 180;
export const LOOP_CELLS = 6;
const LOOP_MS = 300;
const WIND_UP_MS = 240;
export const LANDING_MS = 420;
export const TURBO_LANDING_MS = 220;
/** How far a reel runs past its stop before it settles, in cells. */
const OVERSHOOT_CELLS = 0.16;
export const FADE_MS = 160;

export type ReelMotion = { keyframes: Keyframe[]; options: KeyframeAnimationOptions };

function at(cells: number, columnCells: number): string {
  // Percentages of the column's own height: nothing is measured, nothing is laid out again.
  return `translate3d(0, ${(cells / columnCells) * 100}%, 0)`;
}

/** When reel `index` may stop, in ms after the spin began; never before the answer is there. */
export function stopAt_ms(index: number, turbo: boolean): number {
  return turbo ? TURBO_FIRST_STOP_MS + index * TURBO_STEP_MS : FIRST_STOP_MS + index * STEP_MS;
}

/** From rest into the loop. */
export function windUp(rows: number): ReelMotion {
  const column = LOOP_CELLS + 2 * rows;
  return {
    keyframes: [
      { transform: at(-(LOOP_CELLS + rows), column), easing: "cubic-bezier(0.5, 0, 0.9, 0.6)" },
      { transform: at(-LOOP_CELLS, column) },
    ],
    options: { duration: WIND_UP_MS, fill: "forwards" },
  };
}

/** The loop itself: its first and last frame show the same cells. */
export function loop(rows: number): ReelMotion {
  const column = LOOP_CELLS + 2 * rows;
  return {
    keyframes: [{ transform: at(-LOOP_CELLS, column) }, { transform: at(0, column) }],
    options: { duration: LOOP_MS, iterations: Number.POSITIVE_INFINITY, easing: "linear" },
  };
}

/** Out of the loop onto the new window: fast, a little too far, back. */
export function landing(rows: number, turbo: boolean): ReelMotion {
  const column = 1 + rows + LOOP_CELLS;
  return {
    keyframes: [
      { transform: at(-LOOP_CELLS, column), easing: "cubic-bezier(0.2, 0.6, 0.35, 1)" },
      { transform: at(-1 + OVERSHOOT_CELLS, column), offset: 0.7, easing: "cubic-bezier(0.4, 0, 0.3, 1)" },
      { transform: at(-1, column) },
    ],
    options: { duration: turbo ? TURBO_LANDING_MS : LANDING_MS, fill: "forwards" },
  };
}

/** Reduced motion: the window fades out and the new one fades in where it stands. */
export function fade(direction: "in" | "out"): ReelMotion {
  const frames = [{ opacity: 0.15 }, { opacity: 1 }];
  return {
    keyframes: direction === "in" ? frames : frames.reverse(),
    options: { duration: FADE_MS, fill: "forwards", easing: "ease-out" },
  };
}

/** `count` symbols of a circular strip going up from (not including) `stop`, nearest last: what passes by above a window. */
export function passingCells(strip: readonly string[], stop: number, count: number): string[] {
  const length = strip.length;
  return Array.from({ length: count }, (_, i) => strip[(((stop - count + i) % length) + length) % length] ?? "");
}
