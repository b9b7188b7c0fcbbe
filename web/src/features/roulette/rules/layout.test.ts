/** The browser's layout and law against the vectors the server is held to. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Draw } from "@/features/fairness/lib/draw";
import { redo } from "../redo";
import { BET_TYPES, type BetType, SPOTS, WHEEL, colourOf, neighbour, spotById, spotId } from "./layout";

type GoldenBet = { type: BetType; numbers: number[]; amount: number; win_amount: number };
type Golden = { server_seed: string; client_seed: string; nonce: number; payout: number; pocket: number; colour: string; bets: GoldenBet[] };
const { rounds } = JSON.parse(readFileSync("../tests/golden/roulette.json", "utf8")) as { rounds: Golden[] };
const table = JSON.parse(readFileSync("../casino_club/domains/roulette/main.json", "utf8")) as Record<string, unknown>;

describe("the layout", () => {
  it("has exactly the spots the server knows", () => {
    const golden = rounds.flatMap(({ bets }) => bets.map(({ type, numbers }) => spotId(type, numbers)));
    expect([...spotById.keys()].sort()).toEqual([...golden].sort());
    expect(SPOTS).toHaveLength(157);
    expect(new Set(SPOTS.map(({ type }) => type))).toEqual(new Set(BET_TYPES));
  });

  it("puts every spot where its numbers meet", () => {
    const places = new Set(SPOTS.map(({ x, y }) => `${x}/${y}`));
    expect(places.size).toBe(SPOTS.length);
    expect(spotById.get("corner:1-2-4-5")).toMatchObject({ x: 1, y: 2 });
    expect(spotById.get("six_line:1-2-3-4-5-6")).toMatchObject({ x: 1, y: 3 });
    expect(spotById.get("split:0-3")).toMatchObject({ x: 0, y: 0.5 });
  });

  it("lets the arrow keys reach every spot", () => {
    const [start] = SPOTS;
    if (!start) throw new Error("no spots");
    const reached = new Set([start]);
    for (const spot of reached) {
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) reached.add(neighbour(spot, dx, dy));
    }
    expect(reached.size).toBe(SPOTS.length);
  });

  it("colours the wheel as it is", () => {
    expect([...WHEEL].sort((a, b) => a - b)).toEqual(Array.from({ length: 37 }, (_, n) => n));
    for (const [i, pocket] of WHEEL.entries()) if (i > 1) expect(colourOf(pocket)).not.toBe(colourOf(WHEEL[i - 1] ?? 0));
  });
});

describe("golden rounds", () => {
  it.each(rounds.map((round) => [round.nonce, round] as const))("#%i", async (_, round) => {
    const bets = round.bets.map(({ type, numbers, amount }) => ({ type, numbers, amount }));
    const again = await redo({ bets }, await Draw.open(round), table);
    expect(again).toEqual({ win_amount: round.payout, pocket: round.pocket, colour: round.colour, bets: round.bets });
  });
});
