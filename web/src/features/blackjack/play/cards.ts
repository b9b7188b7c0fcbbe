import { type CardCode, parseCard } from "@/shared/ui/playing-card-code";

/** In the order of the draw: card `c` of a deck is rank `c % 13` of suit `c / 13`. */
export const RANKS = "A23456789TJQK";
export const SUITS = "cdhs";

/** 1 for an ace, 10 for ten and faces, else its number. */
export function valueOf(code: string): number {
  const rank = code[0] ?? "";
  return rank === "A" ? 1 : "TJQK".includes(rank) ? 10 : Number(rank);
}

/** The best total of the cards in sight, and whether an ace counts 11 in it. */
export function totalOf(codes: readonly (string | null)[]): { total: number; soft: boolean } {
  const values = codes.flatMap((code) => (code === null ? [] : [valueOf(code)]));
  const total = values.reduce((sum, value) => sum + value, 0);
  const soft = values.includes(1) && total + 10 <= 21;
  return { total: soft ? total + 10 : total, soft };
}

/** A card as the deck draws it; null for the hole card and for anything that is no card. */
export function cardCode(code: string | null): CardCode | null {
  const card = code === null ? null : parseCard(code);
  return card ? `${card.rank}${card.suit}` : null;
}
