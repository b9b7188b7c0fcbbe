"use client";

import { useErrorText } from "@/shared/api/error-text";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { payoutAt } from "../play/curve";
import type { Panel } from "../play/use-panel";

/** What became of the bet, what it would pay, or what went wrong: one line under the button. */
export function PanelNotice({ panel }: { panel: Panel }) {
  const t = useT("crash");
  const format = useFormat();
  const errorText = useErrorText();
  const { bet, phase, problem, stake, auto, autoAt } = panel;
  if (problem) {
    return (
      <div role="alert" className="flex items-center gap-2 rounded-sm bg-loss-soft px-3 py-1 text-sm">
        <p className="min-w-0 flex-1">{errorText(problem)}</p>
        <Button size="sm" variant="ghost" onClick={panel.dismiss}>
          {t("understood")}
        </Button>
      </div>
    );
  }
  const ended = phase === "ended" || (phase === "queued" && bet !== null);
  const text =
    ended && bet
      ? bet.status === "cashed_out"
        ? t("notice.left", { multiplier: format.decimal(bet.multiplier ?? 1, 2), amount: format.integer(bet.win_amount) })
        : bet.status === "refunded"
          ? t("notice.refunded", { amount: format.integer(bet.bet_amount) })
          : t("notice.lost", { amount: format.integer(bet.bet_amount) })
      : phase === "queued"
        ? t("notice.queued")
        : auto
          ? t("notice.preview", { multiplier: format.decimal(autoAt, 2), amount: format.integer(payoutAt(stake, autoAt)) })
          : t("notice.manual");
  return (
    <p aria-live="polite" className="min-h-6 text-center text-sm text-muted" data-status={ended ? bet?.status : undefined}>
      {text}
    </p>
  );
}
