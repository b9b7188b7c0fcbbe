import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";

const literal = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(/i;
/** A meta tag cannot read a CSS variable, so this file repeats one token. */
const exempt = new Set(["app/[locale]/layout.tsx"]);

const components = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".tsx") && !file.includes(".test.") && !exempt.has(file),
);

/** The tokens of a block of tokens.css as `[r, g, b]`; translucent ones are left out. */
function tokens(selector: string): Map<string, readonly [number, number, number]> {
  const css = readFileSync("src/shared/ui/tokens.css", "utf8");
  const block = css.slice(css.indexOf(selector)).split("}")[0] ?? "";
  return new Map(
    [...block.matchAll(/--([\w-]+): #([0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => {
      const value = Number.parseInt(hex, 16);
      return [name, [value >> 16, (value >> 8) & 255, value & 255] as const];
    }),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(rgb: readonly [number, number, number]): number {
  const [r, g, b] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: readonly [number, number, number], other: readonly [number, number, number]): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe("colours", () => {
  it.each(components)("%s names roles only", (file) => {
    const lines = readFileSync(`src/${file}`, "utf8").split("\n");
    expect(lines.filter((line) => literal.test(line))).toEqual([]);
  });

  it.each([":root,", ':root[data-theme="day"]'])("%s reads at AA on every ground", (selector) => {
    const palette = tokens(selector);
    const rgb = (name: string) => {
      const found = palette.get(name);
      if (!found) throw new Error(`no token --${name} in ${selector}`);
      return found;
    };
    for (const ground of ["ground", "ground-deep", "surface-solid"]) {
      for (const text of ["text", "muted", "gold", "pink", "cyan", "violet", "loss", "gain"]) {
        expect(contrast(rgb(text), rgb(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(rgb("on-pink"), rgb("pink"))).toBeGreaterThanOrEqual(4.5);
  });
});
