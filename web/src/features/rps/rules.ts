/** The law of rock-paper-scissors, done again in the browser for verification. The server's is `domains/rps/rules.py`. */

export const CHOICES = ["rock", "paper", "scissors"] as const;
/** In the order of the draw. Each beats the one before it, and rock beats scissors. */
export type Choice = (typeof CHOICES)[number];
export type Result = "win" | "draw" | "lose";

/** Who wins, seen from the player. */
export function beat(choice: Choice, house: Choice): Result {
  const lead = (CHOICES.indexOf(choice) - CHOICES.indexOf(house) + CHOICES.length) % CHOICES.length;
  return lead === 0 ? "draw" : lead === 1 ? "win" : "lose";
}

/** A stream of uniform integers, as `features/fairness/lib/draw` makes it. */
export type Source = { below: (n: number) => Promise<number> };

export type Thrown = { house_choice: Choice; result: Result; payout: number };

/** One throw: a number below three decides the house's hand; `winPays_x100` hundredths of the stake come back on a win. */
export async function throwHands(choice: Choice, stake: number, winPays_x100: number, source: Source): Promise<Thrown> {
  const house_choice = CHOICES[await source.below(CHOICES.length)] ?? CHOICES[0];
  const result = beat(choice, house_choice);
  const pays_x100 = { win: winPays_x100, draw: 100, lose: 0 }[result];
  return { house_choice, result, payout: (stake * pays_x100) / 100 };
}
