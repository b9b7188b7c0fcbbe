/** The law of the machine, done again in the browser for verification. The server's is `domains/videopoker/rules.py`. */
import { type Card, type CardCode, ranks, suits } from "@/shared/ui/playing-card-code";
import type { HandName } from "./api/table";

const HAND_SIZE = 5;
const WHEEL = "2345A";

/** Something that shuffles in place, as `features/fairness/lib/draw` does. */
export type Source = { shuffle: (items: unknown[]) => Promise<void> };
export type Drawn = { dealt: CardCode[]; hold: number[]; cards: CardCode[]; hand: HandName };

/** The deck of a bet, top card first: the 52 cards in order of rank, then suit, shuffled once. */
export async function shuffleDeck(source: Source): Promise<CardCode[]> {
  const deck = ranks.flatMap((rank) => suits.map((suit): CardCode => `${rank}${suit}`));
  await source.shuffle(deck);
  return deck;
}

/** The kind of a hand of five. */
export function rankHand(cards: readonly CardCode[]): HandName {
  const held = cards.map(([rank, suit]) => ({ rank, suit }) as Card);
  const sorted = held.map(({ rank }) => rank).sort((a, b) => ranks.indexOf(a) - ranks.indexOf(b));
  const counts = ranks.map((rank) => sorted.filter((one) => one === rank).length);
  const shape = counts.filter((count) => count > 0).sort((a, b) => b - a).join("");
  if (shape === "41") return "four_of_a_kind";
  if (shape === "32") return "full_house";
  if (shape === "311") return "three_of_a_kind";
  if (shape === "221") return "two_pair";
  if (shape === "2111") return counts.indexOf(2) >= ranks.indexOf("J") ? "jacks_or_better" : "nothing";
  const isFlush = held.every(({ suit }) => suit === held[0]?.suit);
  const run = sorted.join("");
  if (!ranks.join("").includes(run) && run !== WHEEL) return isFlush ? "flush" : "nothing";
  if (!isFlush) return "straight";
  return run === "TJQKA" ? "royal_flush" : "straight_flush";
}

/** The hand after the draw: each card thrown away, from the left, is replaced by the next one of the same deck. */
export function drawHand(deck: readonly CardCode[], hold: readonly number[]): Drawn {
  const dealt = deck.slice(0, HAND_SIZE);
  const stub = deck.slice(HAND_SIZE);
  const cards = dealt.map((card, place) => (hold.includes(place) ? card : (stub.shift() ?? card)));
  return { dealt, hold: [...hold].sort(), cards, hand: rankHand(cards) };
}
