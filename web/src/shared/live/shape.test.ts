import { describe, expect, it } from "vitest";
import { shaped } from "./shape";

const shape = { id: "string", size: "number", at: "string?", open: "boolean", phase: ["on", "off"] } as const;
const message = { id: "a", size: 1, at: null, open: false, phase: "on" };

describe("the shape of a message", () => {
  it("keeps the fields it names and leaves out what was added", () => {
    expect(shaped(shape, { ...message, more: 1 })).toEqual(message);
    expect(shaped(shape, { ...message, at: "now" })).toEqual({ ...message, at: "now" });
  });

  it.each([null, "text", [], {}, { ...message, id: 1 }, { ...message, size: "1" }, { ...message, at: 5 }, { ...message, open: null }, { ...message, phase: "ajar" }, { ...message, at: undefined }])(
    "refuses %j",
    (data) => expect(shaped(shape, data)).toBeNull(),
  );
});
