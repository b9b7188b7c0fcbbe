/** The browser's law of the machines against the rounds the server is held to. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Draw } from "@/features/fairness/lib/draw";
import type { MachineId } from "./machines/art";
import { machineFixture } from "./machines/machine.fixture";
import { type Win, tableOf } from "./machines/machine";
import { redo } from "./redo";
import { lawOf, winsOf } from "./rules/evaluate";
import { playedFrames } from "./stored-outcome";

type GoldenWin = { line: number | null; symbol: string; count: number; ways: number; amount: number };
type GoldenSpin = { stops: number[]; wins: GoldenWin[]; amount: number; retriggered: number };
type Golden = {
  machine_id: MachineId;
  server_seed: string;
  client_seed: string;
  nonce: number;
  stake: number;
  stops: number[];
  wins: GoldenWin[];
  awarded: number;
  free_spins: GoldenSpin[];
  feature_total: number;
  payout: number;
};
type Outcome = {
  win_amount: number;
  stops: number[];
  window: string[][];
  wins: Win[];
  feature: { awarded: number; multiplier: number; total_win: number; spins: { window: string[][]; wins: Win[]; win_amount: number; retriggered: number }[] } | null;
};

const { rounds } = JSON.parse(readFileSync("../tests/golden/slot.json", "utf8")) as { rounds: Golden[] };
const bare = ({ line, symbol, count, ways, amount }: GoldenWin): GoldenWin => ({ line, symbol, count, ways, amount });

async function again(round: Golden): Promise<Outcome> {
  const { machine_id, stake: bet_amount } = round;
  return (await redo({ machine_id, bet_amount }, await Draw.open(round), tableOf(machineFixture(machine_id)))) as Outcome;
}

describe("a slot round again", () => {
  it.each(rounds.map((round) => [`${round.machine_id} #${round.nonce}`, round] as const))("%s", async (_, round) => {
    const { win_amount, stops, wins, feature } = await again(round);
    expect([win_amount, stops, wins.map(bare)]).toEqual([round.payout, round.stops, round.wins.map(bare)]);
    expect([feature?.awarded ?? 0, feature?.total_win ?? 0]).toEqual([round.awarded, round.feature_total]);
    const spins = feature?.spins.map((spin) => ({ wins: spin.wins.map(bare), amount: spin.win_amount, retriggered: spin.retriggered }));
    expect(spins ?? []).toEqual(round.free_spins.map(({ wins: won, amount, retriggered }) => ({ wins: won.map(bare), amount, retriggered })));
  });

  it("covers free spins with retriggers on both machines that have them", () => {
    const longest = (id: MachineId) => Math.max(...rounds.filter((round) => round.machine_id === id).map((round) => round.free_spins.length));
    expect(longest("pojangmacha")).toBeGreaterThan(20);
    expect(longest("horangi")).toBeGreaterThan(20);
  });

  it("awards no more free spins than the machine allows", async () => {
    const featured = rounds.find(({ free_spins }) => free_spins.some(({ retriggered }) => retriggered > 0)) as Golden;
    const { free_spins, ...law } = machineFixture(featured.machine_id);
    const once = { ...law, free_spins: free_spins && { ...free_spins, retriggers_max: 0 } };
    const { feature } = (await redo({ bet_amount: featured.stake }, await Draw.open(featured), once)) as Outcome;
    expect(feature?.spins).toHaveLength(featured.awarded);
    expect(feature?.spins.some(({ retriggered }) => retriggered > 0)).toBe(false);
  });

  it("is shown screen by screen", async () => {
    const featured = rounds.find(({ free_spins }) => free_spins.length > 0) as Golden;
    const frames = playedFrames(await again(featured));
    expect(frames.map(({ freeSpin }) => freeSpin)).toEqual([0, ...featured.free_spins.map((__, i) => i + 1)]);
    expect(playedFrames({ cards: [] })).toEqual([]);
  });

  it("tells a line as the longer of two readings that pay the same", () => {
    const law = lawOf(machineFixture("pojangmacha"));
    // Four lanterns pay as much as five dumplings.
    const window = [["lantern"], ["lantern"], ["lantern"], ["lantern"], ["mandu"]].map(([symbol = ""]) => ["hotteok", symbol, "cart"]);
    const middle = winsOf(law, window, 10).filter(({ line }) => line !== null && law.lines[line]?.every((row) => row === 1));
    expect(middle.map(({ symbol, count, amount }) => [symbol, count, amount])).toEqual([["mandu", 5, 150]]);
  });
});
