"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { type LimitChange, useLimitHistory } from "../api/limits";
import { useLimitText } from "../hooks/use-limit-text";

/** Every change of own limits and every break, newest first. */
export function HistorySection() {
  const t = useT("responsible");
  const common = useT("common");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useLimitHistory();
  const lines = data?.pages.flatMap((page) => page.items);
  return (
    <Card aria-labelledby="changes-title">
      <CardTitle id="changes-title">{t("history.title")}</CardTitle>
      {lines ? (
        <ul className="mt-3 divide-y divide-line">
          {lines.map((line) => (
            <HistoryLine key={line.id} line={line} />
          ))}
        </ul>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="mt-4 h-24" />
      )}
      {lines?.length === 0 ? <p className="mt-1 text-sm text-muted">{t("history.empty")}</p> : null}
      {hasNextPage ? (
        <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common("more")}
        </Button>
      ) : null}
    </Card>
  );
}

function HistoryLine({ line }: { line: LimitChange }) {
  const t = useT("responsible");
  const frame = useT("frame");
  const text = useLimitText();
  const format = useFormat();
  const { kind, action } = line;
  const when = format.dateTime(line.effective_at);
  const words =
    kind === "cool_off" || kind === "self_exclusion"
      ? t(`history.${kind}`, { when })
      : t(`history.${action}`, { name: frame(`limit.name.${kind}`), old: text(kind, line.old_value), new: text(kind, line.new_value), when });
  return (
    <li className="flex items-baseline justify-between gap-4 py-2.5 text-sm">
      <span className="min-w-0">{words}</span>
      <time dateTime={line.created_at} className="tabular shrink-0 text-xs text-muted">
        {format.dateTime(line.created_at)}
      </time>
    </li>
  );
}
