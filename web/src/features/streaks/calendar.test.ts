import { describe, expect, it } from "vitest";
import { dayChange, dayWords, monthOf, moveMonth, untilNextDay_ms, weeksOf } from "./calendar";

describe("days of the club", () => {
  it("moves by months over the year's end", () => {
    expect(monthOf("2026-11-21")).toBe("2026-11");
    expect(moveMonth("2026-12", 1)).toBe("2027-01");
    expect(moveMonth("2027-01", -1)).toBe("2026-12");
    expect(moveMonth("2026-11", -11)).toBe("2025-12");
  });

  it("lays a month out from Sunday, leap days included", () => {
    const weeks = weeksOf("2028-02");
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    expect(weeks.flat().filter(Boolean)).toHaveLength(29);
    expect(weeks[0]).toEqual([null, null, "2028-02-01", "2028-02-02", "2028-02-03", "2028-02-04", "2028-02-05"]);
    expect(weeksOf("2026-11")[0]?.[0]).toBe("2026-11-01");
  });

  it("names days alike in every time zone", () => {
    const ko = dayWords("ko");
    expect(ko.weekdays()).toEqual(["일", "월", "화", "수", "목", "금", "토"]);
    expect(ko.weekday("2026-11-21")).toBe("토");
    expect(ko.full("2026-11-21")).toContain("11월 21일");
    expect(dayWords("en").month("2026-11")).toBe("November 2026");
  });

  it("knows when the next day begins", () => {
    expect(untilNextDay_ms(Date.parse("2026-11-21T23:59:59Z"))).toBe(1000);
    expect(untilNextDay_ms(Date.parse("2026-11-21T00:00:00Z"))).toBe(86_400_000);
    expect(dayChange("ko", "Asia/Seoul")).toContain("9:00");
  });
});
