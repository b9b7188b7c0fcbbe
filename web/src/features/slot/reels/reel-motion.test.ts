import { describe, expect, it } from "vitest";
import { LANDING_MS, LOOP_CELLS, STEP_MS, fade, landing, loop, passingCells, stopAt_ms, windUp } from "./reel-motion";

/** Vertical shift of a keyframe, in cells of a column. */
function cells(frame: Keyframe | undefined, column: number): number {
  const percent = /translate3d\(0, (-?[\d.]+)%, 0\)/.exec(`${frame?.transform}`)?.[1];
  return (Number(percent) / 100) * column;
}

describe("reels", () => {
  it("stop from left to right, 220 ms apart", () => {
    const stops = [0, 1, 2, 3, 4].map((reel) => stopAt_ms(reel, false));
    expect(stops.slice(1).map((stop, i) => stop - (stops[i] ?? 0))).toEqual([STEP_MS, STEP_MS, STEP_MS, STEP_MS]);
    expect(STEP_MS).toBe(220);
    expect(stopAt_ms(4, true)).toBeLessThan(stopAt_ms(0, false));
  });

  it("move by transform and opacity only", () => {
    const motions = [windUp(3), loop(3), landing(3, false), landing(3, true), fade("in"), fade("out")];
    const properties = new Set(motions.flatMap(({ keyframes }) => keyframes.flatMap((frame) => Object.keys(frame))));
    expect([...properties].filter((name) => !["transform", "opacity", "easing", "offset"].includes(name))).toEqual([]);
  });

  it("land exactly on the window after a soft overshoot", () => {
    const column = 1 + 3 + LOOP_CELLS;
    const [start, past, end] = landing(3, false).keyframes;
    expect(cells(start, column)).toBeCloseTo(-LOOP_CELLS);
    expect(cells(end, column)).toBeCloseTo(-1);
    const overshoot = cells(past, column) - cells(end, column);
    expect(overshoot).toBeGreaterThan(0);
    expect(overshoot).toBeLessThan(0.25);
    expect(landing(3, false).options.duration).toBe(LANDING_MS);
  });

  it("wind up from the window that stood there, into a loop whose ends look the same", () => {
    const column = LOOP_CELLS + 6;
    const [rest, fast] = windUp(3).keyframes;
    expect(cells(rest, column)).toBeCloseTo(-(LOOP_CELLS + 3));
    expect(cells(fast, column)).toBeCloseTo(-LOOP_CELLS);
    expect(cells(loop(3).keyframes[0], column)).toBeCloseTo(-LOOP_CELLS);
    expect(cells(loop(3).keyframes[1], column)).toBeCloseTo(0);
  });

  it("pass the strip's own symbols, around its end", () => {
    expect(passingCells(["a", "b", "c", "d"], 1, 3)).toEqual(["c", "d", "a"]);
    expect(passingCells(["a", "b"], 0, 5)).toEqual(["b", "a", "b", "a", "b"]);
  });
});
