"use client";

import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { useAttendance } from "../hooks/use-attendance";
import { useStreak } from "../hooks/use-streak";
import { MonthGrid } from "./month-grid";
import { PastDays } from "./past-days";
import { ProtectionCard } from "./protection-card";
import { StreakHero } from "./streak-hero";

/** Attendance: the week, the day's reward, the months, protections. */
export function StreakScreen() {
  const t = useT("streak");
  const streak = useStreak();
  useAttendance(({ protections_used }) => {
    if (protections_used > 0) toast.success(t("kept", { count: protections_used }));
  });
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
      {streak.data ? (
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid gap-4">
            <StreakHero streak={streak.data} />
            <MonthGrid today={streak.data.today} />
          </div>
          <div className="grid gap-4">
            <ProtectionCard />
            <PastDays today={streak.data.today} />
          </div>
        </div>
      ) : streak.error ? (
        <Card>
          <ErrorState error={streak.error} onRetry={() => void streak.refetch()} />
        </Card>
      ) : (
        <Skeleton className="h-96 rounded-lg" />
      )}
    </div>
  );
}
