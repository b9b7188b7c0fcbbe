/** The wheel's law, done again in the browser. The server's is `domains/roulette/rules.py`. */
import { type BetType, type Colour, POCKETS, colourOf } from "./layout";

export type Chip = { type: BetType; numbers: readonly number[]; amount: number };
export type PaidChip = Chip & { win_amount: number };

/** A stream of uniform integers, as `features/fairness/lib/draw` makes it. */
export type Source = { below: (n: number) => Promise<number> };

export async function spinWheel(source: Source): Promise<number> {
  return source.below(POCKETS);
}

export type Outcome = { win_amount: number; pocket: number; colour: Colour; bets: PaidChip[] };

/** What chips return when the ball lies in `pocket`; `pays` is x to 1 by kind. */
export function settle(chips: readonly Chip[], pocket: number, pays: Readonly<Record<string, number>>): Outcome {
  const bets = chips.map((chip) => ({ ...chip, win_amount: chip.numbers.includes(pocket) ? chip.amount * ((pays[chip.type] ?? 0) + 1) : 0 }));
  return { win_amount: bets.reduce((sum, bet) => sum + bet.win_amount, 0), pocket, colour: colourOf(pocket), bets };
}
