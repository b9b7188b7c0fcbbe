"use client";

import { TrophyIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { type Board, type Leaderboard, linesBelow } from "../board";
import { useLeaderboard } from "../hooks/use-leaderboard";
import { Podium } from "./podium";
import { StandingRow, Standings } from "./standings";

/** One leaderboard: the podium, the lines below it, and the own place at the foot of the screen wherever it is. */
export function BoardCard({ board }: { board: Board }) {
  const found = useLeaderboard(board);
  if (found.error && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton className="h-[36rem]" />;
  return (
    <Card className={cn("grid grid-cols-1 gap-5 transition-opacity duration-(--duration-ui)", found.isPlaceholderData && "opacity-60")} aria-busy={found.isPlaceholderData}>
      <BoardBody found={found.data} />
    </Card>
  );
}

function BoardBody({ found }: { found: Leaderboard }) {
  const t = useT("leaderboard");
  const format = useFormat();
  if (found.items.length === 0) {
    return (
      <EmptyState
        icon={<TrophyIcon aria-hidden strokeWidth={1.5} />}
        title={t("empty")}
        hint={t("emptyHint")}
        action={
          <Button asChild>
            <Link href="/games">{t("play")}</Link>
          </Button>
        }
      />
    );
  }
  const below = linesBelow(found.items, found.neighbours);
  return (
    <>
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted">
        <span>{t("players", { count: found.players })}</span>
        {found.period_end ? <time dateTime={found.period_end}>{t("until", { date: format.dateTime(found.period_end) })}</time> : null}
      </p>
      <Podium lines={found.items.slice(0, 3)} metric={found.metric} />
      {found.items.length > 3 ? <Standings label={t("table")} lines={found.items.slice(3)} metric={found.metric} /> : null}
      {below.length > 0 ? (
        <section className="grid gap-2 border-t border-dashed border-line-strong pt-4">
          <h2 className="text-sm font-semibold">{t("around")}</h2>
          <Standings label={t("around")} lines={below} metric={found.metric} />
        </section>
      ) : null}
      <OwnPlace found={found} />
    </>
  );
}

function OwnPlace({ found }: { found: Leaderboard }) {
  const t = useT("leaderboard");
  const mine = found.neighbours.find(({ is_me }) => is_me);
  return (
    <section aria-label={t("you")} className="hairline sticky bottom-20 rounded-md bg-surface-solid px-3 shadow-lift lg:bottom-4">
      {mine ? (
        <StandingRow line={mine} metric={found.metric} />
      ) : (
        <p className="grid min-h-14 content-center py-2 text-sm">
          <span className="font-medium">{t("notYet")}</span>
          <span className="text-muted">{t("notYetHint")}</span>
        </p>
      )}
    </section>
  );
}
