"use client";

import { useMemo } from "react";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { RewardItems, itemsOfBundle } from "@/shared/ui/reward-items";
import { Skeleton } from "@/shared/ui/skeleton";
import { dayWords } from "../calendar";
import { type PastDay, usePastDays } from "../hooks/use-past-days";
import { Lantern } from "./lantern";

/** Every day of the streak, newest first, with what it paid. */
export function PastDays({ today }: { today: string }) {
  const t = useT("streak");
  const common = useT("common");
  const past = usePastDays();
  const days = past.data?.pages.flatMap((page) => page.items);
  return (
    <Card>
      <CardTitle>{t("past.title")}</CardTitle>
      {past.error && !days ? (
        <ErrorState error={past.error} onRetry={() => void past.refetch()} />
      ) : !days ? (
        <div className="mt-3 grid gap-2">
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
        </div>
      ) : days.length === 0 ? (
        <EmptyState icon={<Lantern state="dark" className="h-14 w-10" />} title={t("past.empty")} hint={t("past.emptyHint")} />
      ) : (
        <>
          <ul className="mt-2 divide-y divide-line">
            {days.map((day) => (
              <Line key={day.date} day={day} isToday={day.date === today} />
            ))}
          </ul>
          {past.hasNextPage ? (
            <Button className="mt-3" block busy={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
              {common("more")}
            </Button>
          ) : null}
        </>
      )}
    </Card>
  );
}

function Line({ day, isToday }: { day: PastDay; isToday: boolean }) {
  const t = useT("streak");
  const locale = useLocale();
  const words = useMemo(() => dayWords(locale), [locale]);
  return (
    <li className="flex items-center justify-between gap-4 py-3 text-sm">
      <div>
        <time dateTime={day.date} className="font-medium">
          {words.full(day.date)}
        </time>
        <p className="text-xs text-muted">{t("past.count", { count: day.streak_count })}</p>
      </div>
      {day.reward ? (
        <RewardItems items={itemsOfBundle(day.reward)} className="flex-col items-end" />
      ) : (
        <span className="text-right text-xs text-muted">{t(day.kind === "protected" ? "past.kept" : isToday ? "past.waiting" : "past.open")}</span>
      )}
    </li>
  );
}
