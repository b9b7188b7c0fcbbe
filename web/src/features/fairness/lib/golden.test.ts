/** The browser's own draw and evaluation against the vectors that the server is held to as well. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { MachineId } from "@/features/slot/machines/art";
import { machineFixture, machineFixtures, publishedSheet } from "@/features/slot/machines/machine.fixture";
import { lawOf } from "@/features/slot/rules/evaluate";
import { playRound } from "@/features/slot/rules/play";
import { Draw, commitmentOf } from "./draw";
import { fromHex, toHex } from "./hex";
import { tableHashOf } from "./table-hash";
import { verifyRound } from "./verify";

type Inputs = { server_seed: string; client_seed: string; nonce: number };
type GoldenWin = { line: number | null; symbol: string; count: number; ways: number; amount: number };
type GoldenSpin = { stops: number[]; wins: GoldenWin[]; amount: number; retriggered: number };
type GoldenRound = Inputs & {
  machine_id: MachineId;
  config_hash: string;
  stake: number;
  stops: number[];
  wins: GoldenWin[];
  awarded: number;
  free_spins: GoldenSpin[];
  payout: number;
};
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

const bare = ({ line, symbol, count, ways, amount }: GoldenWin): GoldenWin => ({ line, symbol, count, ways, amount });
const bySymbol = (a: GoldenWin, b: GoldenWin) => `${a.line}${a.symbol}`.localeCompare(`${b.line}${b.symbol}`);
const wins = (list: GoldenWin[]) => list.map(bare).sort(bySymbol);

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

describe("whole rounds", () => {
  it.each(rounds.map((round) => [`${round.machine_id} #${round.nonce}`, round] as const))("%s", async (_, round) => {
    const played = await playRound(lawOf(machineFixture(round.machine_id)), round.stake, await Draw.open(round));
    expect(played.base.stops).toEqual(round.stops);
    expect(wins(played.base.wins as GoldenWin[])).toEqual(wins(round.wins));
    expect(played.awarded).toBe(round.awarded);
    expect(played.freeSpins.map(({ stops, amount, retriggered }) => ({ stops, amount, retriggered }))).toEqual(
      round.free_spins.map(({ stops, amount, retriggered }) => ({ stops, amount, retriggered })),
    );
    for (const [i, spin] of round.free_spins.entries()) expect(wins(played.freeSpins[i]?.wins as GoldenWin[])).toEqual(wins(spin.wins));
    expect(played.payout).toBe(round.payout);
  });

  it("cover free spins with retriggers on both machines that have them", () => {
    const longest = (id: MachineId) => Math.max(...rounds.filter((round) => round.machine_id === id).map((round) => round.free_spins.length));
    expect(longest("pojangmacha")).toBeGreaterThan(20);
    expect(longest("horangi")).toBeGreaterThan(20);
  });
});

describe("the table's hash", () => {
  it.each(machineFixtures.map((machine) => [machine.id, machine] as const))("%s", async (id, machine) => {
    expect(await tableHashOf(machine)).toBe(publishedSheet(id as MachineId).config_hash);
  });
});

describe("verifyRound", () => {
  const round = rounds.find(({ free_spins }) => free_spins.length > 0);
  if (!round) throw new Error("no golden round with free spins");
  const machine = machineFixture(round.machine_id);

  async function recorded() {
    const server_seed_hash = await commitmentOf(round?.server_seed ?? "");
    return { server_seed_hash, config_hash: round?.config_hash, stops: round?.stops, win_amount: round?.payout };
  }

  it("agrees with an honest record, step by step", async () => {
    const result = await verifyRound(round, machine, round.stake, await recorded());
    expect(result.checks.map(({ name, agrees }) => [name, agrees])).toEqual([
      ["commitment", true],
      ["table", true],
      ["stops", true],
      ["payout", true],
    ]);
    expect(result.agrees).toBe(true);
  });

  it.each([
    ["commitment", { server_seed_hash: "0".repeat(64) }],
    ["table", { config_hash: "0".repeat(64) }],
    ["stops", { stops: [0, 0, 0, 0, 0] }],
    ["payout", { win_amount: round.payout + 1 }],
  ])("names the one step that was tampered with: %s", async (name, tampered) => {
    const result = await verifyRound(round, machine, round.stake, { ...(await recorded()), ...tampered });
    expect(result.checks.filter(({ agrees }) => agrees === false).map((step) => step.name)).toEqual([name]);
    expect(result.agrees).toBe(false);
  });

  it("computes without a record and claims nothing", async () => {
    const result = await verifyRound(round, machine, round.stake, {});
    expect(result.checks.every(({ agrees }) => agrees === null)).toBe(true);
  });
});

describe("hex", () => {
  it("reads what it writes and refuses the rest", () => {
    expect(toHex(fromHex("00ff10"))).toBe("00ff10");
    for (const wrong of ["", "0", "zz", "0x10"]) expect(() => fromHex(wrong)).toThrow(RangeError);
  });
});
