"use client";

import { useState } from "react";
import { StatGrid } from "@/features/rounds/components/stat-grid";
import { type Period, periods, useStats } from "@/features/rounds/hooks/use-stats";
import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/shared/ui/tabs";

function isPeriod(value: string): value is Period {
  return periods.some((period) => period === value);
}

/** Figures of a day, a week, a month, or all time, as the server counted them. */
export function StatsPanel() {
  const t = useT("profile");
  const [period, setPeriod] = useState<Period>("day");
  return (
    <Card>
      <Tabs value={period} onValueChange={(value) => isPeriod(value) && setPeriod(value)}>
        <TabsList aria-label={t("period.label")}>
          {periods.map((name) => (
            <TabsTrigger key={name} value={name}>
              {t(`period.${name}`)}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value={period} className="pt-6">
          <PeriodStats period={period} />
        </TabsContent>
      </Tabs>
    </Card>
  );
}

function PeriodStats({ period }: { period: Period }) {
  const t = useT("profile");
  const stats = useStats(period);
  if (stats.error && !stats.data) return <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />;
  if (!stats.data) return <Skeleton className="h-44" />;
  if (stats.data.total.plays === 0) return <EmptyState title={t("noStats")} hint={t("noStatsHint")} />;
  return <StatGrid stats={stats.data.total} />;
}
