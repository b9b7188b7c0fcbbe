import { describe, expect, it } from "vitest";
import type { Action } from "../api/hands";
import { hand, table } from "../blackjack.fixture";
import { adviceFor } from "./advice";

describe("basic strategy on request", () => {
  const advise = (cards: string[], up: string, actions: Action[]) => adviceFor(hand(cards, up, { actions }), table.strategy);

  it("looks up pairs first, then soft and hard totals", () => {
    expect(advise(["8s", "8h"], "Td", ["hit", "stand", "double", "split"])).toBe("split");
    expect(advise(["8s", "8h"], "Td", ["hit", "stand", "double"])).toBe("hit");
    expect(advise(["Ts", "6h"], "6d", ["hit", "stand", "double"])).toBe("stand");
    expect(advise(["As", "7h"], "9d", ["hit", "stand", "double"])).toBe("hit");
  });

  it("doubles only while it may", () => {
    expect(advise(["6s", "5h"], "Td", ["hit", "stand", "double"])).toBe("double");
    expect(advise(["2s", "4d", "5h"], "Td", ["hit", "stand"])).toBe("hit");
    expect(advise(["As", "2d", "5h"], "5d", ["hit", "stand"])).toBe("stand");
  });

  it("never insures and stands a blackjack", () => {
    const natural = hand(["As", "Kh"], "Ad", { actions: ["stand", "insurance"] });
    natural.hands[0]!.status = "blackjack";
    expect(adviceFor(natural, table.strategy)).toBe("stand");
    expect(advise(["As", "7h"], "Ad", [])).toBeNull();
  });
});
