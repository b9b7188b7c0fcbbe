/** Cards as two letters, rank then suit: `As` ace of spades, `Td` ten of diamonds. The API writes them the same way. */
export const ranks = ["2", "3", "4", "5", "6", "7", "8", "9", "T", "J", "Q", "K", "A"] as const;
export const suits = ["s", "h", "d", "c"] as const;
export type Rank = (typeof ranks)[number];
export type Suit = (typeof suits)[number];
export type CardCode = `${Rank}${Suit}`;
export type Card = { rank: Rank; suit: Suit };

/** Null for anything that is not a card. */
export function parseCard(code: string): Card | null {
  const rank = ranks.find((one) => one === code[0]);
  const suit = suits.find((one) => one === code[1]);
  return rank && suit && code.length === 2 ? { rank, suit } : null;
}

/** What stands on the card: `10` for `T`. */
export function rankText(rank: Rank): string {
  return rank === "T" ? "10" : rank;
}
