import { describe, expect, it } from "vitest";
import { filterOf, filterQuery, filterSearch } from "./filters";

describe("wallet filter", () => {
  it("comes back from its own address", () => {
    const filter = { kind: "game_win", currency: "gold", from: "2026-11-01", to: null } as const;
    expect(filterOf(new URLSearchParams(filterSearch(filter)))).toEqual(filter);
  });

  it("ignores words it does not know", () => {
    const params = new URLSearchParams("kind=<script>&currency=doge&from=yesterday&to=2026-13");
    expect(filterOf(params)).toEqual({ kind: null, currency: null, from: null, to: null });
  });

  it("asks for whole local days, the end exclusive", () => {
    const query = filterQuery({ kind: null, currency: null, from: "2026-11-01", to: "2026-11-01" });
    expect(Date.parse(query.to ?? "") - Date.parse(query.from ?? "")).toBe(86_400_000);
    expect(new Date(query.from ?? "").getHours()).toBe(0);
  });
});
