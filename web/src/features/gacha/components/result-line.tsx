"use client";

import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import type { PullGame } from "../play/use-pull";
import { bestTier } from "../play/reveal";

/** The pull in one sentence, for eyes and for readers, once everything is open. */
export function ResultLine({ game }: { game: PullGame }) {
  const t = useT("gacha");
  const locale = useLocale();
  const format = useFormat();
  const { phase, result } = game.state;
  return (
    <p aria-live="polite" className="min-h-6 text-center text-sm">
      {phase === "open" && result ? (
        <>
          <span className="font-semibold">{t("result.new", { count: result.items.filter(({ is_new }) => is_new).length })}</span>
          {result.win_amount > 0 ? ` · ${t(`result.converted.${result.currency}`, { amount: format.integer(result.win_amount) })}` : null}
          <span className="sr-only">
            {t("result.best", { tier: bestTier(result.items) })} {result.items.map(({ name, tier }) => `${tier} ${name[locale]}`).join(", ")}
          </span>
        </>
      ) : null}
    </p>
  );
}
