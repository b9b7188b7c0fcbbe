"use client";

import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { type Mission, type MissionSet, useMissions } from "../api/missions";
import { MissionRow } from "./mission-row";
import { Resets } from "./resets";

/** The missions of today and of this week, live. */
export function MissionsScreen() {
  const t = useT("missions");
  const missions = useMissions();
  return (
    <div className="grid grid-cols-1 gap-6">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="grid max-w-2xl gap-2">
          <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
          <p className="text-muted">{t("intro")}</p>
        </div>
        <Button asChild size="sm" className="min-h-11">
          <Link href="/achievements">{t("badges")}</Link>
        </Button>
      </header>
      {missions.data ? (
        <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
          {[missions.data.daily, missions.data.weekly].map((set) => (
            <SetCard key={set.kind} set={set} lead={missions.data.items.find(waits)?.id ?? null} />
          ))}
        </div>
      ) : missions.error ? (
        <Card>
          <ErrorState error={missions.error} onRetry={() => void missions.refetch()} />
        </Card>
      ) : (
        <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
          <Skeleton className="h-96 rounded-lg" />
          <Skeleton className="h-96 rounded-lg" />
        </div>
      )}
    </div>
  );
}

function waits({ completed, claimed }: Mission): boolean {
  return completed && !claimed;
}

function SetCard({ set, lead }: { set: MissionSet; lead: string | null }) {
  const t = useT("missions");
  const { kind, items } = set;
  const done = items.filter(({ completed }) => completed).length;
  const isOver = items.length > 0 && items.every(({ claimed }) => claimed);
  return (
    <Card className="grid gap-1 sm:p-6" aria-labelledby={`missions-${kind}`}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <CardTitle id={`missions-${kind}`} className="text-lg">
          {t(kind)}
        </CardTitle>
        <Resets kind={kind} at={set.resets_at} />
      </div>
      <p role="status" className="text-sm text-muted">
        {isOver ? t(`allDone.${kind}`) : t("done", { count: done, total: items.length })}
      </p>
      {items.length === 0 ? (
        <EmptyState title={t("empty")} hint={t("emptyHint")} />
      ) : (
        <ul className="divide-y divide-line">
          {items.map((mission) => (
            <MissionRow key={mission.id} mission={mission} rerollLeft={set.reroll_left} lead={mission.id === lead} />
          ))}
        </ul>
      )}
      {items.some(({ completed }) => !completed) ? (
        <p className="border-t border-line pt-4 text-sm text-muted">{t(`${set.reroll_left ? "rerollLeft" : "rerollUsed"}.${kind}`)}</p>
      ) : null}
    </Card>
  );
}
