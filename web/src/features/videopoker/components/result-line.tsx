"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { Poker } from "../play/use-poker";

/** One line that says where the hand stands. */
export function ResultLine({ game }: { game: Poker }) {
  const t = useT("videopoker");
  const format = useFormat();
  const { phase, hand, result, held } = game;
  const text =
    phase === "dealing"
      ? t("line.dealing")
      : phase === "drawing"
        ? t("line.drawing")
        : phase === "holding" && hand
          ? hand.pay > 0
            ? t("line.made", { hand: t(`hands.${hand.hand}`) })
            : held.length === 0
              ? t("line.hold")
              : t("line.holding", { count: held.length })
          : result
            ? result.pay > 1
              ? t("line.won", { hand: t(`hands.${result.hand}`), amount: format.integer(result.win_amount) })
              : result.pay === 1
                ? t("line.returned", { hand: t(`hands.${result.hand}`), amount: format.integer(result.win_amount) })
                : t("line.none")
            : t("line.ready");
  const isWin = phase === "idle" && result !== null && result.pay > 1;
  return (
    <p aria-live="polite" className={isWin ? "poker-line text-gold" : "poker-line"} data-win={isWin || undefined}>
      {text}
    </p>
  );
}
