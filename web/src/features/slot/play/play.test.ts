import { describe, expect, it, vi } from "vitest";
import { type AutoplayRules, stopReason } from "./autoplay";
import { lampsLit, toneOf } from "./celebration";
import { Pace } from "./pace";
import { maxStake, moveStake, stakeLadder } from "./stake";

describe("stake", () => {
  const ladder = stakeLadder({ min: 10, max: 1000, step: 10, presets: [500, 10, 15, 100, 5000] });

  it("is a ladder of the presets the machine allows", () => expect(ladder).toEqual([10, 100, 500]));

  it("moves one rung and stays at the ends", () => {
    expect(moveStake(ladder, 100, 1)).toBe(500);
    expect(moveStake(ladder, 100, -1)).toBe(10);
    expect(moveStake(ladder, 500, 1)).toBe(500);
    expect(moveStake(ladder, 10, -1)).toBe(10);
  });

  it("never offers as the most what the balance cannot cover", () => {
    expect(maxStake(ladder, 499)).toBe(100);
    expect(maxStake(ladder, 500)).toBe(500);
    expect(maxStake(ladder, 3)).toBe(10);
    expect(maxStake(ladder, null)).toBe(10);
  });
});

describe("auto-spin stops", () => {
  const rules: AutoplayRules = { count: 10, stopOnWin: 500, stopBelow: 1000, stopOnFeature: true };
  const round = { win_amount: 0, balance_after: 5000, hasFeature: false };

  it.each([
    ["goes on otherwise", {}, 1, null],
    ["on a win of the chosen size", { win_amount: 500 }, 1, "win"],
    ["not on a smaller win", { win_amount: 499 }, 1, null],
    ["below the chosen balance", { balance_after: 999 }, 1, "balance"],
    ["not at the chosen balance", { balance_after: 1000 }, 1, null],
    ["on free spins", { hasFeature: true }, 1, "feature"],
    ["after the count", {}, 10, "count"],
  ] as const)("%s", (_, change, played, reason) => {
    expect(stopReason(rules, played, { ...round, ...change }, 100)).toBe(reason);
  });

  it("when the next stake is not covered, whatever was chosen", () => {
    const open = { count: null, stopOnWin: null, stopBelow: null, stopOnFeature: false };
    expect(stopReason(open, 1, { ...round, balance_after: 99 }, 100)).toBe("funds");
    expect(stopReason(open, 1000, round, 100)).toBeNull();
  });
});

describe("celebration", () => {
  it.each([
    [0, 100, "none"],
    [99, 100, "returned"],
    [100, 100, "win"],
    [999, 10, "win"],
    [1000, 101, "win"],
    [1000, 100, "big"],
  ] as const)("a win of %d at a stake of %d is told as %s", (win, stake, tone) => {
    expect(toneOf(win, stake)).toBe(tone);
  });

  it("lights one lamp a win, five at most", () => expect([0, 3, 12].map(lampsLit)).toEqual([0, 3, 5]));
});

describe("pace", () => {
  it("waits, and stops waiting for whoever is in a hurry until restarted", async () => {
    vi.useFakeTimers();
    const pace = new Pace();
    const done = vi.fn();
    void pace.sleep(1000).then(done);
    await vi.advanceTimersByTimeAsync(999);
    expect(done).not.toHaveBeenCalled();
    pace.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(done).toHaveBeenCalledTimes(1);
    await pace.sleep(60_000);
    pace.restart();
    void pace.sleep(500).then(done);
    await vi.advanceTimersByTimeAsync(499);
    expect(done).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });
});
