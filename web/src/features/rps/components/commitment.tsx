"use client";

import { ShieldCheckIcon } from "lucide-react";
import { useCommitments } from "@/features/fairness/api/commitments";
import { CopyValue } from "@/features/fairness/components/copy-value";
import { useT } from "@/shared/i18n/use-t";
import { Skeleton } from "@/shared/ui/skeleton";
import type { ThrowResult } from "../api/play";

/** The promise before the choice: the house's hand of the next throw is already fixed under this hash. */
export function Commitment({ result }: { result: ThrowResult | null }) {
  const t = useT("rps");
  const { data } = useCommitments();
  const nonce = Math.max(data?.nonce ?? 0, result ? result.fairness.nonce + 1 : 0);
  return (
    <section aria-label={t("promise.title")} className="hairline rounded-md bg-surface px-4 py-3">
      <h2 className="flex items-center gap-2 text-sm font-semibold">
        <ShieldCheckIcon aria-hidden className="size-4 text-cyan" strokeWidth={1.75} />
        {t("promise.title")}
      </h2>
      <p className="mt-1 text-sm text-muted">{t("promise.hint")}</p>
      {data ? (
        <dl className="mt-2 grid gap-1">
          <CopyValue label={t("promise.hash", { number: nonce })} value={data.server_seed_hash} />
        </dl>
      ) : (
        <Skeleton className="mt-2 h-14" />
      )}
    </section>
  );
}
