import { describe, expect, it } from "vitest";
import { WHEEL } from "../rules/layout";
import { FREE_SPEED, angleOf, restingAngle } from "./ball";

describe("the ball", () => {
  it("comes to rest in the drawn pocket, having run on in its own direction", () => {
    for (const pocket of WHEEL) {
      for (const from of [0, -77, -3000]) {
        for (const left_ms of [0, 500, 4500]) {
          const end = restingAngle(pocket, from, left_ms);
          const turns = (end - angleOf(pocket)) / 360;
          expect(turns).toBeCloseTo(Math.round(turns), 9);
          expect(end).toBeLessThanOrEqual(from - 720);
          expect(end).toBeGreaterThan(from + Math.min((FREE_SPEED * left_ms) / 3000, -720) - 361);
        }
      }
    }
  });
});
