import { expect, it } from "vitest";
import { formatMoney } from "./money";

it("writes money as people do", () => {
  expect([formatMoney(9_900, "KRW", "ko"), formatMoney(499, "USD", "en")]).toEqual(["₩9,900", "US$4.99"]);
});
