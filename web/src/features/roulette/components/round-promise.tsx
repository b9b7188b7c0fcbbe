"use client";

import { ShieldCheckIcon } from "lucide-react";
import { CopyValue } from "@/features/fairness/components/copy-value";
import { useT } from "@/shared/i18n/use-t";
import type { Wheel } from "../api/table";

/** The promise before the first chip: the number of this round is already fixed under this hash. */
export function RoundPromise({ wheel }: { wheel: Wheel }) {
  const t = useT("roulette");
  return (
    <section aria-label={t("promise.title")} className="roulette-promise hairline min-w-0 rounded-md bg-surface px-4 py-3">
      <h2 className="flex items-center gap-2 text-sm font-semibold">
        <ShieldCheckIcon aria-hidden className="size-4 text-cyan" strokeWidth={1.75} />
        {t("promise.title")}
      </h2>
      <p className="mt-1 text-sm text-muted">{t("promise.hint")}</p>
      <dl className="mt-2 grid gap-1">
        <CopyValue label={t("promise.hash", { number: wheel.number })} value={wheel.server_seed_hash} />
      </dl>
    </section>
  );
}
