import { describe, expect, it } from "vitest";
import { type Gesture, again, amounts, asBets, doubling, total, withGesture } from "./chips";

const limits = { min: 10, max: 1000, max_of: { straight: 200, red: 500, split: 300 } };
const seven: Gesture = [{ spot: "straight:7", amount: 100 }];

describe("chips on the cloth", () => {
  it("adds up by spot and comes back gesture by gesture", () => {
    const two = withGesture([seven], seven, limits, 10_000) ?? [];
    expect(amounts(two).get("straight:7")).toBe(200);
    expect(two.slice(0, -1)).toEqual([seven]);
  });

  it("stops at the spot's limit, the table's and the gold at hand", () => {
    const full = withGesture([seven, seven], seven, limits, 10_000);
    expect(full).toBeNull();
    const cut = withGesture([seven], [{ spot: "straight:7", amount: 500 }], limits, 10_000) ?? [];
    expect(amounts(cut).get("straight:7")).toBe(200);
    expect(total(withGesture([seven], seven, limits, 155) ?? [])).toBe(150);
    expect(withGesture([seven], seven, limits, 105)).toBeNull();
    const red: Gesture = [{ spot: "red:1-3-5-7-9-12-14-16-18-19-21-23-25-27-30-32-34-36", amount: 500 }];
    const many = [red, seven, seven, [{ spot: "split:1-2", amount: 250 }]];
    expect(total(withGesture(many, [{ spot: "straight:9", amount: 100 }], limits, 10_000) ?? [])).toBe(1000);
  });

  it("doubles as one gesture", () => {
    const doubled = withGesture([seven], doubling([seven]), limits, 10_000) ?? [];
    expect(total(doubled)).toBe(200);
    expect(doubled).toHaveLength(2);
  });

  it("puts the last bet down again and tells the API what it means", () => {
    const gesture = again([{ type: "split", numbers: [1, 2], amount: 50 }]);
    expect(asBets([gesture, gesture])).toEqual([{ type: "split", numbers: [1, 2], amount: 100 }]);
    expect(asBets([[{ spot: "split:3-4", amount: 10 }]])).toEqual([]);
  });
});
