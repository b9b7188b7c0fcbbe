import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type MachineId, faceOf, symbolArt } from "./art";
import { machineFixtures } from "./machine.fixture";

const folder = "src/features/slot/machines/symbols";

describe.each(machineFixtures.map((machine) => [machine.id as MachineId, machine] as const))("pictures of %s", (id, machine) => {
  const files = readdirSync(`${folder}/${id}`).map((file) => file.replace(".svg", ""));

  it("cover every symbol that plays, and nothing else", () => {
    const symbols = machine.symbols.map((symbol) => symbol.id);
    expect(files.sort()).toEqual(symbols.sort());
    const pictures = symbols.map((symbol) => symbolArt(id, symbol));
    expect(pictures).not.toContain(undefined);
    expect(new Set(pictures).size).toBe(symbols.length);
    expect(symbolArt(id, faceOf(id))).toBeDefined();
  });

  it("share one box, are small, and ask nothing of the network", () => {
    for (const file of files) {
      const svg = readFileSync(`${folder}/${id}/${file}.svg`, "utf8");
      expect(svg, file).toContain('viewBox="0 0 96 96"');
      expect(svg.length, file).toBeLessThan(6000);
      expect(svg.replace("http://www.w3.org/2000/svg", ""), file).not.toMatch(/https?:|<text|<image|<script|<filter/);
    }
  });
});
