/** The browser's law of the machine against the hands the server is held to. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Draw } from "@/features/fairness/lib/draw";
import type { CardCode } from "@/shared/ui/playing-card-code";
import type { HandName } from "./api/table";
import { redo } from "./redo";
import { rankHand, shuffleDeck } from "./rules";

type Golden = {
  server_seed: string;
  client_seed: string;
  nonce: number;
  stake: number;
  deck: CardCode[];
  dealt: CardCode[];
  hold: number[];
  cards: CardCode[];
  hand: HandName;
  pay: number;
  payout: number;
};
const { hands } = JSON.parse(readFileSync("../tests/golden/videopoker.json", "utf8")) as { hands: Golden[] };
const table = JSON.parse(readFileSync("../casino_club/domains/videopoker/tables/main.json", "utf8")) as Record<string, unknown>;

describe("a hand again", () => {
  it.each(hands.map((hand) => [`${hand.hand} #${hand.nonce}`, hand] as const))("%s", async (_, golden) => {
    const { stake: bet_amount, hold, payout: win_amount, dealt, cards, hand, pay } = golden;
    expect((await shuffleDeck(await Draw.open(golden))).slice(0, golden.deck.length)).toEqual(golden.deck);
    expect(await redo({ bet_amount, hold }, await Draw.open(golden), table)).toEqual({ win_amount, dealt, hold, cards, hand, pay });
  });

  it.each<[HandName, string]>([
    ["royal_flush", "Ts Js Qs Ks As"],
    ["straight_flush", "Ah 2h 3h 4h 5h"],
    ["straight", "Ah 2s 3h 4h 5h"],
    ["straight", "9h Ts Jh Qh Kh"],
    ["nothing", "Qh Ks Ah 2h 3h"],
    ["flush", "2d 4d 6d 8d Td"],
    ["four_of_a_kind", "2d 2s 2h 2c Td"],
    ["full_house", "2d 2s 2h Tc Td"],
    ["three_of_a_kind", "2d 2s 2h Tc Kd"],
    ["two_pair", "2d 2s Kh Tc Td"],
    ["jacks_or_better", "Jd Js Kh 2c Td"],
    ["nothing", "Td Ts Kh 2c 3d"],
  ])("%s: %s", (hand, cards) => expect(rankHand(cards.split(" ") as CardCode[])).toBe(hand));
});
