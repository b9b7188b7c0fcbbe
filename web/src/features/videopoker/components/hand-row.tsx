"use client";

import { useT } from "@/shared/i18n/use-t";
import { PlayingCard, useCardName } from "@/shared/ui/playing-card";
import type { CardCode } from "@/shared/ui/playing-card-code";
import type { Poker } from "../play/use-poker";

const places = [0, 1, 2, 3, 4];

/** Five cards as five switches: pressed is kept. */
export function HandRow({ game }: { game: Poker }) {
  const t = useT("videopoker");
  const nameOf = useCardName();
  const { phase, hand, result, held, hint } = game;
  const dealt = hand?.cards ?? [];
  const finished = result?.cards ?? null;
  const isPaid = phase === "idle" && result !== null && result.pay > 0;
  return (
    <div role="group" aria-label={t("hand")} className="poker-hand" data-phase={phase}>
      {places.map((place) => {
        const isHeld = held.includes(place);
        const card = (finished?.[place] ?? (phase === "drawing" && !isHeld ? null : dealt[place]) ?? null) as CardCode | null;
        const name = nameOf(card);
        return (
          <button
            key={`${hand?.hand_id ?? result?.round_id ?? ""}-${place}`}
            type="button"
            className="poker-place"
            aria-pressed={isHeld}
            aria-label={t("place", { place: place + 1, card: name })}
            aria-keyshortcuts={`${place + 1}`}
            disabled={phase !== "holding"}
            data-hinted={(phase === "holding" && hint?.best.hold.includes(place)) || undefined}
            // The pointer leaves the focus where it is, so that space stays the machine's button.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => game.toggle(place)}
          >
            <span aria-hidden className="poker-hold">
              {isHeld && (phase === "holding" || phase === "drawing") ? t("held") : " "}
            </span>
            <PlayingCard card={card} size="fluid" decorative dealOrder={phase === "holding" ? place : undefined} dimmed={phase === "idle" && result !== null && !isPaid} />
          </button>
        );
      })}
    </div>
  );
}
