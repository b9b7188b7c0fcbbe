"use client";

import { useT } from "@/shared/i18n/use-t";
import { totalOf } from "../play/cards";
import type { Blackjack } from "../play/use-blackjack";
import { CardRow } from "./card-row";
import { TotalBadge } from "./total-badge";

/** The dealer: one card up, one down, then card by card once the player is done. */
export function DealerView({ game }: { game: Blackjack }) {
  const t = useT("blackjack");
  const { hand, faceUp, fresh } = game;
  // Cards to come lie in the shoe, not on the table.
  const cards = hand?.dealer.cards.slice(0, Math.max(2, faceUp)) ?? [];
  const { total, soft } = totalOf(cards.slice(0, faceUp));
  return (
    <div className="bj-seat">
      <p className="bj-line">
        <span className="bj-name">{t("dealer")}</span>
        {hand ? <TotalBadge key={hand.hand_id} total={total} soft={soft && faceUp < 2} blackjack={hand.dealer.blackjack && faceUp > 1} bust={total > 21} dealt={fresh} /> : null}
      </p>
      {hand ? <CardRow key={hand.hand_id} cards={cards} faceUp={faceUp} label={t("dealerCards")} dealOrder={fresh ? [1, 3] : undefined} /> : <EmptyCards />}
    </div>
  );
}

/** Two outlines where cards will lie. */
export function EmptyCards() {
  return (
    <div aria-hidden className="bj-rail">
      <div className="bj-cards bj-cards-empty" style={{ "--bj-count": 2 } as React.CSSProperties}>
        <span />
        <span />
      </div>
    </div>
  );
}
