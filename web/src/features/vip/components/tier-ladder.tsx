"use client";

import { useMarket } from "@/features/responsible/hooks/use-market";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Card, CardTitle } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import type { TierStep, Vip } from "../hooks/use-vip";
import { TierEmblem } from "./tier-emblem";

/** Every tier: what it asks for and what it gives. */
export function TierLadder({ vip }: { vip: Vip }) {
  const t = useT("vip");
  return (
    <Card>
      <CardTitle>{t("ladder")}</CardTitle>
      <ol className="mt-4 grid gap-3 md:grid-cols-3">
        {vip.ladder.map((step) => (
          <Step key={step.tier} step={step} mine={step.tier === vip.tier} />
        ))}
      </ol>
      <p className="mt-4 text-sm text-muted">{t("review")}</p>
    </Card>
  );
}

function Step({ step, mine }: { step: TierStep; mine: boolean }) {
  const t = useT("vip");
  const format = useFormat();
  const { purchases } = useMarket();
  const asks = { points: format.integer(step.points_required), krw: format.integer(step.spend_krw_required) };
  return (
    <li
      aria-current={mine ? "true" : undefined}
      className={cn("grid content-start gap-3 rounded-lg border p-4", mine ? "border-violet bg-violet-soft" : "border-line")}
    >
      <div className="flex items-center gap-3">
        <TierEmblem tier={step.tier} className="size-11 shrink-0" />
        <div className="min-w-0">
          <h3 className="font-semibold">{t(`tier.${step.tier}`)}</h3>
          {mine ? <p className="text-xs text-violet">{t("here")}</p> : null}
        </div>
      </div>
      <p className="text-xs text-muted">
        {step.points_required === 0 ? t("asks.none") : t(purchases ? "asks.either" : "asks.points", asks)}
      </p>
      <ul className="grid gap-1.5 text-sm">
        {step.benefits
          .filter(({ code, value }) => code !== "play_experience" || value > 1)
          .map(({ code, value }) => (
            <li key={code} className="flex gap-2">
              <span aria-hidden className="mt-2 size-1.5 shrink-0 rounded-full bg-violet" />
              {t(`benefit.${code}`, { value: format.integer(value) })}
            </li>
          ))}
      </ul>
    </li>
  );
}
