/** What a round came to for this player. Pure. */
import type { Wheel } from "../api/table";
import { type Colour, colourOf } from "../rules/layout";
import { settle } from "../rules/settle";

export type RoundResult = {
  round_id: string;
  number: number;
  /** Null for a round that was called off. */
  pocket: number | null;
  colour: Colour | null;
  /** Gold of all own chips, and what came back. */
  staked: number;
  back: number;
};

/** Null until the ball lies. Until the API has paid, the same law says what it will pay. */
export function resultOf({ phase, pocket, void: isVoid, mine, pays, round_id, number }: Wheel): RoundResult | null {
  if (phase !== "settling" || (pocket === null && !isVoid)) return null;
  const staked = mine.reduce((sum, { bet_amount }) => sum + bet_amount, 0);
  const facts = { round_id, number, staked };
  if (isVoid || pocket === null) return { ...facts, pocket: null, colour: null, back: staked };
  const back = mine.reduce((sum, { status, bets, bet_amount, win_amount }) => {
    if (status === "settled") return sum + win_amount;
    return sum + (status === "refunded" ? bet_amount : settle(bets, pocket, pays).win_amount);
  }, 0);
  return { ...facts, pocket, colour: colourOf(pocket), back };
}
