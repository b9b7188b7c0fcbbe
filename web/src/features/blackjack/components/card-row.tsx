"use client";

import { PlayingCard } from "@/shared/ui/playing-card";
import { cardCode } from "../play/cards";

type Props = {
  cards: readonly (string | null)[];
  label: string;
  /** Cards beyond this many lie face down. */
  faceUp?: number;
  /** Place of the first two cards in the deal; absent, they lie there already. */
  dealOrder?: readonly [number, number] | undefined;
  lit?: boolean;
  dimmed?: boolean;
};

/** Cards one over the other, the newest in front. */
export function CardRow({ cards, label, faceUp = cards.length, dealOrder, lit = false, dimmed = false }: Props) {
  return (
    <ul aria-label={label} className="bj-cards" style={{ "--bj-count": Math.max(2, cards.length) } as React.CSSProperties}>
      {cards.map((card, at) => (
        // A card never changes its place: its place is what it is.
        <li key={at}>
          <PlayingCard
            card={cardCode(card)}
            faceDown={at >= faceUp}
            size="fluid"
            dealOrder={dealOrder ? (dealOrder[at] ?? 0) : undefined}
            lit={lit}
            dimmed={dimmed}
          />
        </li>
      ))}
    </ul>
  );
}
