"use client";

import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { usePullHistory } from "../api/collection";
import { Lantern } from "./lantern";
import { TierMark } from "./tier-mark";

/** Own pulls, newest first: what came, what it cost, what the copies became. */
export function PullHistory() {
  const t = useT("gacha");
  const locale = useLocale();
  const format = useFormat();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePullHistory();
  if (isPending) return <Skeleton className="h-48 w-full" />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const rows = data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <EmptyState title={t("history.empty")} hint={t("history.emptyHint")} />;
  return (
    <div className="gacha grid gap-4">
      <ol className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.round_id} className="grid gap-2 py-3">
            <div className="flex items-baseline justify-between gap-2 text-sm">
              <span className="font-semibold">{row.banner_name[locale]}</span>
              <time dateTime={row.created_at} className="tabular text-xs text-muted">
                {format.dateTime(row.created_at)}
              </time>
            </div>
            <ul className="flex flex-wrap gap-1.5">
              {row.items.map((item, i) => (
                <li key={i} className="flex items-center gap-1 rounded-sm bg-raised py-0.5 pr-2 pl-1 text-xs">
                  <Lantern itemId={item.item_id} className="size-6" />
                  <TierMark tier={item.tier} />
                  <span>{item.name[locale]}</span>
                  {item.is_new ? <span className="text-violet">{t("reveal.new")}</span> : null}
                </li>
              ))}
            </ul>
            <p className="flex flex-wrap gap-x-3 text-xs text-muted">
              <span>
                {t("history.cost")} <Amount value={-row.cost} currency={row.currency} signed /> {t(`currency.${row.currency}`)}
              </span>
              {row.converted > 0 ? (
                <span>
                  {t("history.converted")} <Amount value={row.converted} currency={row.currency} signed />
                </span>
              ) : null}
            </p>
          </li>
        ))}
      </ol>
      {hasNextPage ? (
        <Button block busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("history.more")}
        </Button>
      ) : null}
    </div>
  );
}
