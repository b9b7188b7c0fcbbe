/** The browser's law against the vectors the server is held to. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Draw } from "@/features/fairness/lib/draw";
import { redo } from "./redo";
import { CHOICES, type Choice, type Result, beat, throwHands } from "./rules";

type Golden = { server_seed: string; client_seed: string; nonce: number; stake: number; choice: Choice; house_choice: Choice; result: Result; payout: number };
const { rounds } = JSON.parse(readFileSync("../tests/golden/rps.json", "utf8")) as { rounds: Golden[] };
const table = JSON.parse(readFileSync("../casino_club/domains/rps/main.json", "utf8")) as Record<string, unknown>;

describe("rock-paper-scissors", () => {
  it.each(rounds.map((round) => [round.nonce, round] as const))("golden round %i", async (_, round) => {
    const thrown = await throwHands(round.choice, round.stake, 194, await Draw.open(round));
    expect(thrown).toEqual({ house_choice: round.house_choice, result: round.result, payout: round.payout });
    const again = await redo({ bet_amount: round.stake, choice: round.choice }, await Draw.open(round), table);
    expect(again).toEqual({ win_amount: round.payout, choice: round.choice, house_choice: round.house_choice, result: round.result });
  });

  it("has no hand that beats two", () => {
    for (const choice of CHOICES) {
      const results = CHOICES.map((house) => beat(choice, house)).sort();
      expect(results).toEqual(["draw", "lose", "win"]);
    }
  });
});
