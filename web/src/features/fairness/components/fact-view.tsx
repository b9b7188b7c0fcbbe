"use client";

import { CheckIcon, MinusIcon, XIcon } from "lucide-react";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { FactCheck } from "../lib/verify-outcome";
import { CopyValue } from "./copy-value";

const icons = { true: CheckIcon, false: XIcon, null: MinusIcon };
const tones = { true: "text-cyan", false: "text-loss", null: "text-muted" };
/** Longer values are folded away while they agree. */
const SHORT_MAX = 140;

/** One fact of a round: what this browser computed and, where they differ, what the club recorded. */
export function FactView({ fact }: { fact: FactCheck }) {
  const t = useT("fairness");
  const { name, computed, recorded, agrees } = fact;
  const key = `${agrees}` as keyof typeof icons;
  const Icon = icons[key];
  const values = (
    <dl className="grid gap-2">
      <CopyValue label={t("steps.computed")} value={computed} />
      {agrees === false && recorded !== null ? <CopyValue label={t("steps.recorded")} value={recorded} /> : null}
    </dl>
  );
  return (
    <li className="hairline grid grid-cols-[auto_minmax(0,1fr)] gap-3 rounded-md p-3">
      <Icon aria-hidden className={cn("mt-0.5 size-5", tones[key])} strokeWidth={2.2} />
      <div className="grid gap-2">
        <p className="text-sm font-semibold">
          {t.has(`steps.${name}`) ? t(`steps.${name}`) : name} <span className="font-normal text-muted">{t(`agrees.${key}`)}</span>
        </p>
        {computed.length > SHORT_MAX ? (
          <details open={agrees === false}>
            <summary className="flex min-h-11 cursor-pointer items-center text-sm text-muted underline underline-offset-4">{t("steps.whole")}</summary>
            {values}
          </details>
        ) : (
          values
        )}
      </div>
    </li>
  );
}
