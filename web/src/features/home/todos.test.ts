import { describe, expect, it } from "vitest";
import type { Dashboard } from "@/shared/api/types";
import { todosOf } from "./todos";

const nothing = {
  streak: { claimed_today: true },
  vip: { claimed_today: true, benefits: [{ code: "daily_points", value: 50 }] },
  claimable: { streak: 0, vip: 0, missions: 0, events: 0, pass: 0, achievements: 0, onboarding: 0 },
  missions: [],
  events: [],
} as unknown as Dashboard;

const goal = { title: "Play", target: 10, completed: false };

describe("what to do next", () => {
  it("is nothing when all is taken and nothing is near", () => {
    expect(todosOf(nothing)).toEqual([]);
    expect(todosOf({ ...nothing, missions: [{ ...goal, progress: 4 }] } as unknown as Dashboard)).toEqual([]);
  });

  it("begins with what waits", () => {
    const busy = {
      ...nothing,
      streak: { claimed_today: false },
      vip: { ...nothing.vip, claimed_today: false },
      claimable: { ...nothing.claimable, missions: 2, pass: 1 },
      missions: [{ ...goal, progress: 9 }],
    } as unknown as Dashboard;
    expect(todosOf(busy).map(({ kind }) => kind)).toEqual(["streak", "missions", "pass", "vip", "mission"]);
  });

  it("names the goal that is nearest to done, of events only a joined one", () => {
    const near = {
      ...nothing,
      missions: [{ ...goal, progress: 6 }, { ...goal, title: "Win", progress: 8 }, { ...goal, progress: 10, completed: true }],
      events: [{ ...goal, progress: 9, joined: false }, { ...goal, title: "Index", progress: 7, joined: true }],
    } as unknown as Dashboard;
    expect(todosOf(near)).toEqual([
      { kind: "mission", title: "Win", progress: 8, target: 10 },
      { kind: "event", title: "Index", progress: 7, target: 10 },
    ]);
  });
});
