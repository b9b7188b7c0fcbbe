"use client";

import { useState } from "react";
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
  /** Another card in the same place is another card; otherwise it is the same one turned over. */
  named?: boolean;
};

/** Cards one over the other, the newest in front. */
export function CardRow({ cards, label, faceUp = cards.length, dealOrder, lit = false, dimmed = false, named = false }: Props) {
  return (
    <div className="bj-rail">
      <ul aria-label={label} className="bj-cards" style={{ "--bj-count": Math.max(2, cards.length) } as React.CSSProperties}>
        {cards.map((card, at) => (
          <li key={named ? `${at}-${card}` : at}>
            <DealtCard card={card} faceDown={at >= faceUp} order={dealOrder && (dealOrder[at] ?? 0)} lit={lit} dimmed={dimmed} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type DealtCardProps = { card: string | null; faceDown: boolean; order: number | undefined; lit: boolean; dimmed: boolean };

/** Flies in when it is put on a table that is in play; a card that lies there keeps still. */
function DealtCard({ card, faceDown, order, lit, dimmed }: DealtCardProps) {
  const [dealOrder] = useState(order);
  return <PlayingCard card={cardCode(card)} faceDown={faceDown} size="fluid" dealOrder={dealOrder} lit={lit} dimmed={dimmed} />;
}
