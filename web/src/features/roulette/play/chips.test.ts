import { describe, expect, it } from "vitest";
import { type Gesture, type TableLimits, again, amounts, asBets, doubling, total, withGesture, without } from "./chips";

const limits: TableLimits = { min: 10, step: 10, max: 1000, max_of: { straight: 200, red: 500, split: 300 }, gold: 10_000 };
const seven: Gesture = [{ spot: "straight:7", amount: 100 }];
const red: Gesture = [{ spot: "red:1-3-5-7-9-12-14-16-18-19-21-23-25-27-30-32-34-36", amount: 500 }];
const put = (hand: readonly Gesture[], gesture: Gesture, change: Partial<TableLimits> = {}) => withGesture(hand, gesture, { ...limits, ...change });

describe("chips on the cloth", () => {
  it("adds up by spot and comes back gesture by gesture", () => {
    const { hand, refusal } = put([seven], seven);
    expect(refusal).toBeNull();
    expect(amounts(hand).get("straight:7")).toBe(200);
    expect(hand.slice(0, -1)).toEqual([seven]);
    expect(without([...hand, red], "straight:7")).toEqual([red]);
  });

  it("stops at the spot's limit, the table's and the gold at hand, and says which", () => {
    const full = [seven, seven];
    expect(put(full, seven)).toEqual({ hand: full, refusal: "spot" });
    const cut = put([seven], [{ spot: "straight:7", amount: 500 }]);
    expect([amounts(cut.hand).get("straight:7"), cut.refusal]).toEqual([200, "spot"]);
    const poor = put([seven], seven, { gold: 155 });
    expect([total(poor.hand), poor.refusal]).toEqual([150, "gold"]);
    expect(put([seven], seven, { gold: 105 })).toEqual({ hand: [seven], refusal: "gold" });
    const many = [red, seven, seven, [{ spot: "split:1-2", amount: 250 }]];
    const most = put(many, [{ spot: "straight:9", amount: 100 }]);
    expect([total(most.hand), most.refusal]).toEqual([1000, "table"]);
  });

  it("counts a spot that one gesture names twice, and puts down no less than the least", () => {
    const twice = put([], [...seven, ...seven, ...seven]);
    expect([total(twice.hand), twice.refusal]).toEqual([200, "spot"]);
    expect(put([], seven, { min: 50, gold: 40 }).hand).toEqual([]);
    expect(put([], [{ spot: "straight:99", amount: 10 }])).toEqual({ hand: [], refusal: null });
  });

  it("doubles as one gesture", () => {
    const { hand } = put([seven], doubling([seven]));
    expect(total(hand)).toBe(200);
    expect(hand).toHaveLength(2);
  });

  it("puts the last bets down again, added up by spot, and tells the API what it means", () => {
    const gesture = again([
      { type: "split", numbers: [1, 2], amount: 50 },
      { type: "split", numbers: [1, 2], amount: 20 },
    ]);
    expect(gesture).toEqual([{ spot: "split:1-2", amount: 70 }]);
    expect(asBets([gesture, gesture])).toEqual([{ type: "split", numbers: [1, 2], amount: 140 }]);
    expect(asBets([[{ spot: "split:3-4", amount: 10 }]])).toEqual([]);
  });
});
