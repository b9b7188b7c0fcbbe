"use client";

import { StatGrid } from "@/features/rounds/components/stat-grid";
import { useStats } from "@/features/rounds/hooks/use-stats";
import { useT } from "@/shared/i18n/use-t";
import { Card, CardTitle } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { FairnessNote } from "./fairness-note";

/** Today's figures, and the commitment the next rounds are played under. */
export function TodayColumn() {
  return (
    <div className="grid grid-cols-1 gap-4">
      <Today />
      <FairnessNote />
    </div>
  );
}

function Today() {
  const t = useT("home");
  const stats = useStats("day");
  return (
    <Card>
      <CardTitle className="mb-4">{t("today")}</CardTitle>
      {stats.data ? (
        <StatGrid stats={stats.data.total} brief />
      ) : stats.error ? (
        <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
      ) : (
        <Skeleton className="h-14" />
      )}
    </Card>
  );
}
