"use client";

import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import type { PastSeason } from "../board";
import { usePastSeasons } from "../hooks/use-leaderboard";
import { PlayerName } from "./player";

const SHOWN = 3;

/** Seasons that are over, with their winners and the own prize. */
export function PastSeasons() {
  const t = useT("leaderboard");
  const past = usePastSeasons();
  const seasons = past.data?.pages.flatMap(({ items }) => items);
  return (
    <Card className="grid grid-cols-1 gap-4">
      <CardTitle>{t("season.past")}</CardTitle>
      {past.error && !seasons ? (
        <ErrorState error={past.error} onRetry={() => void past.refetch()} />
      ) : !seasons ? (
        <Skeleton className="h-32" />
      ) : seasons.length === 0 ? (
        <EmptyState title={t("season.pastEmpty")} hint={t("season.pastEmptyHint")} className="py-4" />
      ) : (
        <ul className="grid gap-4">
          {seasons.map((one) => (
            <li key={one.season.season_id}>
              <Ended past={one} />
            </li>
          ))}
        </ul>
      )}
      {past.hasNextPage ? (
        <Button size="sm" disabled={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
          {t("season.more")}
        </Button>
      ) : null}
    </Card>
  );
}

/** The month of a season's first day, which is a day of UTC. */
function useMonth(): (iso: string) => string {
  const locale = useLocale();
  return (iso) => new Intl.DateTimeFormat(locale === "ko" ? "ko-KR" : "en-GB", { year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(iso));
}

function Ended({ past }: { past: PastSeason }) {
  const t = useT("leaderboard");
  const format = useFormat();
  const month = useMonth();
  return (
    <article className="grid gap-2 border-t border-line pt-3 text-sm">
      <h3 className="font-semibold">{t("season.winners", { month: month(past.season.starts_at) })}</h3>
      {past.me && past.me.gold > 0 ? <p className="text-gain">{t("season.won", { rank: past.me.rank, amount: format.integer(past.me.gold) })}</p> : null}
      {past.winners.length === 0 ? (
        <p className="text-muted">{t("season.nobody")}</p>
      ) : (
        <ol className="grid gap-1">
          {past.winners.slice(0, SHOWN).map((line) => (
            <li key={line.rank} className="grid grid-cols-[2.25rem_1fr_auto] items-baseline gap-x-2">
              <span className="tabular text-muted">{t("rank", { rank: line.rank })}</span>
              <PlayerName line={line} />
              <Amount value={line.gold} />
            </li>
          ))}
        </ol>
      )}
    </article>
  );
}
