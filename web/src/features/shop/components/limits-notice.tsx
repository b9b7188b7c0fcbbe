"use client";

import { HeartPulseIcon } from "lucide-react";
import { useLimits } from "@/features/responsible/api/limits";
import { useLimitText } from "@/features/responsible/hooks/use-limit-text";
import { purchaseLimits } from "@/features/responsible/units";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Skeleton } from "@/shared/ui/skeleton";

/** What the player has set as the most to spend, beside everything that costs money. */
export function LimitsNotice() {
  const t = useT("shop");
  const frame = useT("frame");
  const text = useLimitText();
  const { data, error } = useLimits();
  return (
    <section aria-label={t("limits.title")} data-slot="limits-notice" className="grid gap-2 rounded-md bg-raised px-4 py-3 text-sm">
      <p className="flex items-center gap-2 font-medium">
        <HeartPulseIcon aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
        {t("limits.title")}
      </p>
      {data ? (
        <dl className="grid gap-1">
          {purchaseLimits.map((kind) => (
            <div key={kind} className="flex items-baseline justify-between gap-4">
              <dt className="text-muted">{frame(`limit.name.${kind}`)}</dt>
              <dd className={data[kind].value === null ? "text-muted" : "tabular font-semibold"}>{text(kind, data[kind].value)}</dd>
            </div>
          ))}
        </dl>
      ) : error ? (
        <p className="text-muted">{t("limits.unknown")}</p>
      ) : (
        <Skeleton className="h-12" />
      )}
      <Link href="/responsible-play" className="inline-flex min-h-11 items-center justify-self-start text-muted underline underline-offset-4 hover:text-text">
        {t("limits.change")}
      </Link>
    </section>
  );
}
