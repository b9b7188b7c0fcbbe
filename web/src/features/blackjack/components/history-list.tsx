"use client";

import { ShieldCheckIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useHistory } from "../api/hands";

/** The newest hands, each with the way to its proof. */
export function HistoryList({ paused, limit }: { paused: boolean; limit?: number }) {
  const t = useT("blackjack");
  const format = useFormat();
  const { data, error, refetch } = useHistory(paused);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-40" />;
  if (data.length === 0) return <p className="text-sm text-muted">{t("history.empty")}</p>;
  return (
    <ul className="grid gap-0.5">
      {data.slice(0, limit).map((round) => (
        <li key={round.round_id}>
          <Link
            href={`/fairness?round=${round.round_id}`}
            className="flex min-h-11 items-center gap-2 rounded-sm px-1 text-sm hover:bg-raised"
            aria-label={t("history.verify", { time: format.dateTime(round.created_at), net: format.signed(round.net) })}
          >
            <span className="text-muted">{format.dateTime(round.created_at)}</span>
            <span className="tabular ml-auto text-muted">{format.integer(round.bet_amount)}</span>
            <Amount value={round.net} signed className="min-w-16 text-right" />
            <ShieldCheckIcon aria-hidden className="size-4 text-muted" strokeWidth={1.75} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
