"use client";

import { useState } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { Card, CardTitle } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { type CurrentSeason, type Prize, daysUntil } from "../board";
import { useSeason } from "../hooks/use-leaderboard";
import { PlayerName } from "./player";
import { Value } from "./value";

/** The season that runs: its end, its rule, the leaders, what the own place would win, and all prizes. */
export function SeasonCard() {
  const found = useSeason();
  if (found.error && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton className="h-72" />;
  return <Season found={found.data} />;
}

function Season({ found }: { found: CurrentSeason }) {
  const t = useT("leaderboard");
  const format = useFormat();
  const [now] = useState(() => Date.now());
  const days = daysUntil(found.season.ends_at, now);
  const { metric } = found.season;
  return (
    <Card className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <CardTitle>{t("season.title")}</CardTitle>
        <span className="tabular text-sm text-violet">{days > 0 ? t("season.left", { days }) : t("season.today")}</span>
      </div>
      <p className="text-sm text-muted">{t("season.rule", { end: format.dateTime(found.season.ends_at), metric: t(`metric.${metric}`) })}</p>
      {found.leaders.length > 0 ? (
        <ol className="grid gap-1.5 text-sm">
          {found.leaders.map((line) => (
            <li key={line.rank} className="grid grid-cols-[2.25rem_1fr_auto] items-baseline gap-x-2">
              <span className="tabular text-muted">{t("rank", { rank: line.rank })}</span>
              <PlayerName line={line} />
              <Value metric={metric} value={line.value} />
            </li>
          ))}
        </ol>
      ) : null}
      <p className="grid gap-0.5 rounded-md bg-raised px-4 py-3 text-sm">
        {found.prize > 0 && found.me ? (
          <>
            <span className="text-muted">{t("season.now")}</span>
            <span className="flex items-baseline gap-2 font-semibold">
              {t("rank", { rank: found.me.rank })} <Amount value={found.prize} className="text-lg" />
            </span>
          </>
        ) : (
          <span>{t("season.noPrize")}</span>
        )}
      </p>
      <Prizes prizes={found.season.prizes} />
    </Card>
  );
}

function Prizes({ prizes }: { prizes: readonly Prize[] }) {
  const t = useT("leaderboard");
  return (
    <details className="group text-sm">
      <summary className="min-h-11 cursor-pointer content-center font-medium">{t("season.prizes")}</summary>
      <dl className="grid gap-1.5">
        {prizes.map(({ first, last, gold }) => (
          <div key={first} className="flex justify-between gap-4">
            <dt className="tabular">{first === last ? t("season.one", { first }) : t("season.ranks", { first, last })}</dt>
            <dd>
              <Amount value={gold} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
