import type { Action, Hand, Table } from "../api/hands";
import { totalOf, valueOf } from "./cards";

type Strategy = Table["strategy"];
export type Play = Strategy["hard"][number]["plays"][number];

function playOf(rows: Strategy["hard"], of: number, column: number): Play | undefined {
  return rows.find((row) => row.of === of)?.plays[column];
}

/** What basic strategy does with the active hand, from the table the server solved; it never insures. Null when nothing is to be done. */
export function adviceFor(hand: Hand, strategy: Strategy): Action | null {
  const mine = hand.hands[hand.active_hand ?? -1];
  const up = hand.dealer.cards[0];
  if (!mine || !up || hand.actions.length === 0) return null;
  if (mine.status === "blackjack") return "stand";
  const column = strategy.upcards.indexOf(valueOf(up));
  if (hand.actions.includes("split") && playOf(strategy.pairs, valueOf(mine.cards[0] ?? ""), column) === "P") return "split";
  const { total, soft } = totalOf(mine.cards);
  const play = playOf(soft ? strategy.soft : strategy.hard, total, column);
  if (play === "D" || play === "Ds") return hand.actions.includes("double") ? "double" : play === "D" ? "hit" : "stand";
  return play === "H" ? "hit" : "stand";
}
