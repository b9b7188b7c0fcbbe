/** The browser's law against the vectors the server is held to. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Draw } from "@/features/fairness/lib/draw";
import { redo } from "./redo";
import { type Action, Deal, Shoe } from "./rules";

type Golden = { server_seed: string; client_seed: string; nonce: number; stake: number; actions: Action[]; payout: number; shown: Record<string, unknown> };
const { hands } = JSON.parse(readFileSync("../tests/golden/blackjack.json", "utf8")) as { hands: Golden[] };
const table = JSON.parse(readFileSync("../casino_club/domains/blackjack/main.json", "utf8")) as Record<string, unknown>;

/** A shoe that deals these cards: the source names their places, which nothing has moved when all are different. */
function stacked(cards: string): Shoe {
  const codes = cards.split(" ");
  const places = codes.map((code) => "cdhs".indexOf(code[1] ?? "") * 13 + "A23456789TJQK".indexOf(code[0] ?? ""));
  return new Shoe(2, { below: () => Promise.resolve(places.shift() ?? Promise.reject(new Error("the shoe is empty"))) });
}

describe("blackjack", () => {
  it.each(hands.map((hand) => [`${hand.nonce} ${hand.actions.join(" ")}`, hand] as const))("golden hand %s", async (_, hand) => {
    const again = await redo({ bet_amount: hand.stake, actions: hand.actions }, await Draw.open(hand), table);
    const over = { active_hand: null, insurance_offered: false, actions: [] };
    expect({ ...over, ...again }).toEqual({ win_amount: hand.payout, ...hand.shown });
  });

  it("pays a blackjack 3:2, but not one of a split", async () => {
    expect((await Deal.play(100, [], stacked("As 9h Ks 8d"))).payout).toBe(250);
    const split = await Deal.play(100, ["split"], stacked("As 9h Ac 8d Ks 5d"));
    expect(split.hands.map(({ result, payout }) => [result, payout])).toEqual([["win", 200], ["lose", 0]]);
  });

  it("takes the first stake only against a dealer's blackjack, whatever was wished", async () => {
    const deal = await Deal.play(100, ["double"], stacked("5s Ah 6s Kd"));
    expect(deal.hands[0]).toMatchObject({ cards: ["5s", "6s"], stake: 100, result: "lose" });
    expect((await Deal.play(100, ["insurance"], stacked("5s Ah 6s Kd"))).payout).toBe(150);
  });

  it("refuses what the player could not do, and hands that are not finished", async () => {
    await expect(Deal.play(100, ["split"], stacked("5s 9h 6s Kd"))).rejects.toThrow("does not allow split");
    await expect(Deal.play(100, ["insurance"], stacked("5s 9h 6s Kd"))).rejects.toThrow("does not allow insurance");
    await expect(Deal.play(100, ["hit"], stacked("5s 9h 6s Kd 2c"))).rejects.toThrow("not finished");
  });
});
