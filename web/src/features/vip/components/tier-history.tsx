"use client";

import { ArrowDownRightIcon, ArrowUpRightIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { type TierChange, useTierHistory } from "../hooks/use-vip";

const rank = { STANDARD: 0, PREMIUM: 1, VIP: 2 } as const;

/** When the tier changed, from what to what, and why. */
export function TierHistory() {
  const t = useT("vip");
  const common = useT("common");
  const history = useTierHistory();
  const changes = history.data?.pages.flatMap((page) => page.items);
  return (
    <Card>
      <CardTitle>{t("history.title")}</CardTitle>
      {history.error && !changes ? (
        <ErrorState error={history.error} onRetry={() => void history.refetch()} />
      ) : !changes ? (
        <Skeleton className="mt-3 h-14" />
      ) : changes.length === 0 ? (
        <p className="mt-2 text-sm text-muted">{t("history.empty")}</p>
      ) : (
        <ul className="mt-2 divide-y divide-line">
          {changes.map((change) => (
            <Line key={change.id} change={change} />
          ))}
        </ul>
      )}
      {history.hasNextPage ? (
        <Button className="mt-3" block busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {common("more")}
        </Button>
      ) : null}
    </Card>
  );
}

function Line({ change }: { change: TierChange }) {
  const t = useT("vip");
  const format = useFormat();
  const Icon = rank[change.to_tier] > rank[change.from_tier] ? ArrowUpRightIcon : ArrowDownRightIcon;
  return (
    <li className="flex items-center gap-3 py-3 text-sm">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t("history.line", { from: t(`tier.${change.from_tier}`), to: t(`tier.${change.to_tier}`) })}</p>
        <p className="text-xs text-muted">{t(`history.cause.${change.cause}`)}</p>
      </div>
      <time dateTime={change.changed_at} className="text-xs text-muted">
        {format.date(change.changed_at)}
      </time>
    </li>
  );
}
