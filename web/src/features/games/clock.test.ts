import { describe, expect, it } from "vitest";
import { clockText } from "./clock";

describe("session clock", () => {
  it.each([
    [0, "0:00"],
    [75_000, "1:15"],
    [3_661_000, "1:01:01"],
  ])("%d ms reads %s", (ms, text) => expect(clockText(ms)).toBe(text));
});
