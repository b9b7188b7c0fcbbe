"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import { useCardName } from "@/shared/ui/playing-card";
import { costOf } from "../api/hands";
import { cardCode } from "../play/cards";
import type { Blackjack } from "../play/use-blackjack";

/** The hand in words, spoken by screen readers; it says a result only once the dealer is done. */
export function ResultLine({ game }: { game: Blackjack }) {
  const { headline, details, won } = useResultText(game);
  const spoken = useSpokenCards(game);
  return (
    <div role="status" data-slot="hand-status" aria-live="polite" aria-atomic className="grid min-h-13 content-center justify-items-center gap-0.5 text-center">
      <p className={cn("text-lg leading-tight font-semibold", won ? "text-gold" : "text-text")}>{headline}</p>
      {details ? <p className="text-sm leading-tight text-muted">{details}</p> : null}
      {spoken ? <p className="sr-only">{spoken}</p> : null}
    </div>
  );
}

/** The cards a move is decided on, and the dealer's once they are turned, for those who do not see them fly. */
function useSpokenCards({ hand, revealed, open }: Blackjack): string {
  const t = useT("blackjack");
  const nameOf = useCardName();
  if (!hand || !revealed) return "";
  const names = (cards: readonly (string | null)[]) => cards.map((card) => nameOf(cardCode(card))).join(", ");
  const dealer = names(open ? hand.dealer.cards.slice(0, 1) : hand.dealer.cards);
  const mine = hand.hands[hand.active_hand ?? 0];
  return open && mine ? t("spoken.turn", { cards: names(mine.cards), dealer }) : t("spoken.end", { dealer, total: hand.dealer.total });
}

function useResultText(game: Blackjack): { headline: string; details: string; won?: boolean } {
  const t = useT("blackjack");
  const format = useFormat();
  const { hand, revealed, busy, advice, open } = game;
  if (!hand) return { headline: busy ? t("result.dealing") : t("result.ready"), details: busy ? "" : t("result.readyHint") };
  if (!revealed) return { headline: t("result.dealer"), details: "" };
  const mine = hand.hands[hand.active_hand ?? 0];
  if (open && mine) {
    const asked = hand.insurance_offered
      ? t("result.insurance", { amount: format.integer(costOf(hand, "insurance")) })
      : hand.hands.length > 1
        ? t("result.turnOf", { number: (hand.active_hand ?? 0) + 1, total: mine.total })
        : t("result.turn", { total: mine.total });
    const lost = hand.insurance?.win_amount === 0 && hand.taken.length === 1 ? t("result.insuranceLost") : "";
    return { headline: asked, details: advice ? t("result.advice", { action: t(`action.${advice}`) }) : lost };
  }
  const net = hand.net ?? 0;
  const paid = hand.insurance?.win_amount ? t("result.insurancePaid", { amount: format.integer(hand.insurance.win_amount) }) : "";
  const after = t("result.net", { net: format.signed(net) });
  if (net > 0) {
    const natural = hand.hands.some(({ result }) => result === "blackjack");
    const amount = format.integer(hand.win_amount ?? 0);
    return { headline: natural ? t("result.blackjack", { amount }) : t("result.win", { amount }), details: [after, paid].filter(Boolean).join(" "), won: true };
  }
  if (net === 0) return { headline: t("result.push"), details: paid };
  if (hand.win_amount) return { headline: t("result.partly", { amount: format.integer(hand.win_amount) }), details: after };
  return { headline: t("result.lose"), details: hand.dealer.blackjack ? t("result.dealerBlackjack") : "" };
}
