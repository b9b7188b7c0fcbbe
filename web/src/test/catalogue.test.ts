import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { MessageTree } from "@/shared/i18n/messages";
import { catalogue } from "./render";

function leaves(tree: MessageTree, path = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[`${path}${key}`, value] as const] : [...leaves(value, `${path}${key}.`)],
    ),
  );
}

/** Names of the values a message takes, with markup tags: both languages must take the same. */
function slots(message: string): string[] {
  return [...new Set([...message.matchAll(/\{(\w+)(?=\s*[,}])|<(\w+)>/g)].map((match) => match[1] ?? match[2] ?? ""))].sort();
}

const ko = leaves(catalogue("ko"));
const en = leaves(catalogue("en"));

describe("message catalogue", () => {
  it("has the same keys in Korean and English", () => {
    expect([...ko.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it("takes the same values in both languages", () => {
    const different = [...ko].filter(([key, message]) => slots(message).join() !== slots(en.get(key) ?? "").join());
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it("has no empty message and no Korean left in the English one", () => {
    expect([...ko, ...en].filter(([, message]) => message.trim() === "")).toEqual([]);
    expect([...en].filter(([, message]) => /[가-힣]/.test(message)).map(([key]) => key)).toEqual([]);
  });

  it("holds every key a component names", () => {
    const missing: string[] = [];
    for (const file of readdirSync("src", { recursive: true, encoding: "utf8" })) {
      if (!/\.tsx?$/.test(file) || file.includes(".test.")) continue;
      const source = readFileSync(`src/${file}`, "utf8");
      for (const [, variable = "", namespace = ""] of source.matchAll(/const (\w+) = useT\("([\w.]+)"\)/g)) {
        for (const [, key = ""] of source.matchAll(new RegExp(`\\b${variable}\\("([\\w.]+)"`, "g"))) {
          const spaces = [...source.matchAll(new RegExp(`const ${variable} = useT\\("([\\w.]+)"\\)`, "g"))].map((match) => match[1]);
          if (!spaces.some((space) => ko.has(`${space}.${key}`))) missing.push(`${file}: ${namespace}.${key}`);
        }
      }
    }
    expect(missing).toEqual([]);
  });
});
