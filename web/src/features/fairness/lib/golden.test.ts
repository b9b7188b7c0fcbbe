/** The browser's own draw and evaluation against the vectors that the server is held to as well. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { MachineId } from "@/features/slot/machines/art";
import { machineFixture, machineFixtures, publishedSheet } from "@/features/slot/machines/machine.fixture";
import { tableOf } from "@/features/slot/machines/machine";
import { redo } from "@/features/slot/redo";
import { Draw, commitmentOf } from "./draw";
import { fromHex, toHex } from "./hex";
import { bodyHashOf } from "./table-hash";
import { verifyOutcome } from "./verify-outcome";

type Inputs = { server_seed: string; client_seed: string; nonce: number };
type GoldenRound = Inputs & { machine_id: MachineId; config_hash: string; stake: number; stops: number[]; free_spins: unknown[]; payout: number };
type GoldenDraw = {
  commitments: { server_seed: string; server_seed_hash: string }[];
  words: (Inputs & { words: number[] })[];
  below: (Inputs & { n: number[]; values: number[] })[];
};

function golden<T>(name: string): T {
  return JSON.parse(readFileSync(`../tests/golden/${name}.json`, "utf8")) as T;
}

const draws = golden<GoldenDraw>("draw");
const { rounds } = golden<{ rounds: GoldenRound[] }>("slot");

describe("the draw", () => {
  it("commits to a seed by its bytes", async () => {
    expect(draws.commitments.length).toBeGreaterThan(0);
    for (const { server_seed, server_seed_hash } of draws.commitments) expect(await commitmentOf(server_seed)).toBe(server_seed_hash);
  });

  it("reads the same words", async () => {
    for (const { words, ...inputs } of draws.words) {
      const draw = await Draw.open(inputs);
      for (const word of words) expect(await draw.word()).toBe(word);
    }
  });

  it("gives the same integers, rejected words included", async () => {
    for (const { n, values, ...inputs } of draws.below) {
      const draw = await Draw.open(inputs);
      for (const [i, bound] of n.entries()) expect(await draw.below(bound)).toBe(values[i]);
    }
  });
});

describe("the table's hash", () => {
  it.each(machineFixtures.map((machine) => [machine.id, machine] as const))("%s", async (id, machine) => {
    expect(await bodyHashOf(tableOf(machine))).toBe(publishedSheet(id as MachineId).config_hash);
  });
});

describe("verifyOutcome", () => {
  const round = rounds.find(({ free_spins }) => free_spins.length > 0);
  if (!round) throw new Error("no golden round with free spins");
  const played = { redo, table: tableOf(machineFixture(round.machine_id)), params: { bet_amount: round.stake } };

  async function recorded() {
    const server_seed_hash = await commitmentOf(round?.server_seed ?? "");
    return { server_seed_hash, config_hash: round?.config_hash ?? "", outcome: { stops: round?.stops, win_amount: round?.payout } };
  }

  it("agrees with an honest record, fact by fact", async () => {
    const result = await verifyOutcome(round, played, await recorded());
    expect(Object.fromEntries(result.checks.map(({ name, agrees }) => [name, agrees]))).toEqual({ commitment: true, table: true, stops: true, win_amount: true });
    expect(result.agrees).toBe(true);
  });

  it.each([
    ["commitment", { server_seed_hash: "0".repeat(64) }],
    ["table", { config_hash: "0".repeat(64) }],
    ["stops", { outcome: { stops: [0, 0, 0, 0, 0], win_amount: round.payout } }],
    ["win_amount", { outcome: { stops: round.stops, win_amount: round.payout + 1 } }],
  ])("names the one fact that was tampered with: %s", async (name, tampered) => {
    const result = await verifyOutcome(round, played, { ...(await recorded()), ...tampered });
    expect(result.checks.filter(({ agrees }) => agrees === false).map((fact) => fact.name)).toEqual([name]);
    expect(result.agrees).toBe(false);
  });

  it("computes without a record and claims nothing", async () => {
    const result = await verifyOutcome(round, played, {});
    expect(result.checks.map(({ name }) => name)).toContain("feature");
    expect(result.checks.every(({ agrees }) => agrees === null)).toBe(true);
  });
});

describe("hex", () => {
  it("reads what it writes and refuses the rest", () => {
    expect(toHex(fromHex("00ff10"))).toBe("00ff10");
    for (const wrong of ["", "0", "zz", "0x10"]) expect(() => fromHex(wrong)).toThrow(RangeError);
  });
});
