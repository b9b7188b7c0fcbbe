"use client";

import { type CSSProperties, useState } from "react";
import "./playing-card.css";
import { Mark } from "@/shared/brand/mark";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "./cn";
import { type Card, type CardCode, parseCard, rankText } from "./playing-card-code";
import { CardFace } from "./playing-card-face";

export type PlayingCardProps = {
  /** Null is a card nobody has seen: its back. */
  card: CardCode | null;
  /** Shows the back of a known card; turning it is animated. */
  faceDown?: boolean;
  /** `fluid` fills the width it is given. */
  size?: "sm" | "md" | "lg" | "fluid";
  /** Place in the deal, from 0: the card flies in after those before it. Absent: it lies there already. */
  dealOrder?: number | undefined;
  lit?: boolean;
  dimmed?: boolean;
  /** The name is said by what holds the card (a button, say). */
  decorative?: boolean;
  className?: string;
};

/** One card of the club's deck. Its page names the messages `cards`, unless the card is decorative. */
export function PlayingCard(props: PlayingCardProps) {
  return props.decorative ? <CardPicture {...props} name={null} /> : <NamedCard {...props} />;
}

function NamedCard(props: PlayingCardProps) {
  const nameOf = useCardName();
  return <CardPicture {...props} name={nameOf(props.faceDown || !parseCard(props.card ?? "") ? null : props.card)} />;
}

type PictureProps = PlayingCardProps & { name: string | null };

function CardPicture({ card, faceDown = false, size = "md", dealOrder, lit = false, dimmed = false, className, name }: PictureProps) {
  const known = card === null ? null : parseCard(card);
  // A card that goes back into the deck keeps its face until it has turned.
  const [lastFace, setLastFace] = useState<Card | null>(known);
  if (known && (known.rank !== lastFace?.rank || known.suit !== lastFace.suit)) setLastFace(known);
  const face = known ?? lastFace;
  const hidden = faceDown || known === null;
  return (
    <span
      data-slot="playing-card"
      data-size={size}
      data-card={hidden ? undefined : card}
      data-hidden={hidden || undefined}
      data-dealt={dealOrder === undefined ? undefined : ""}
      data-lit={lit || undefined}
      data-dimmed={dimmed || undefined}
      className={cn("playing-card", className)}
      style={{ "--deal-order": dealOrder ?? 0 } as CSSProperties}
      {...(name === null ? { "aria-hidden": true } : { role: "img", "aria-label": name })}
    >
      <span className="playing-card-turn">
        <span className="playing-card-front" data-suit={face?.suit}>
          {face ? <CardFace {...face} /> : null}
        </span>
        <span className="playing-card-back">
          <Mark className="size-1/2" />
        </span>
      </span>
    </span>
  );
}

/** How a card is called: "하트 10", "10 of hearts". */
export function useCardName(): (card: string | null) => string {
  const t = useT("cards");
  return (card) => {
    const known = card === null ? null : parseCard(card);
    return known ? t("name", { rank: t(`rank.${known.rank}`), suit: t(`suit.${known.suit}`) }) : t("back");
  };
}

/** A row of cards as text a player reads: `A♠ 10♥`. */
export function cardsText(cards: readonly string[]): string {
  const marks = { s: "♠", h: "♥", d: "♦", c: "♣" };
  return cards
    .map((code) => {
      const card = parseCard(code);
      return card ? `${rankText(card.rank)}${marks[card.suit]}` : "?";
    })
    .join(" ");
}
