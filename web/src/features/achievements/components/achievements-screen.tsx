"use client";

import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useAchievements } from "../api/achievements";
import { familiesOf } from "../wall";
import { FamilyCard } from "./family-card";
import { ShowcaseCard } from "./showcase-card";

/** The badge wall: every family with its tiers, live, and the badges the profile shows. */
export function AchievementsScreen() {
  const t = useT("achievements");
  const achievements = useAchievements();
  const lead = achievements.data?.items.find(({ claimable }) => claimable)?.code ?? null;
  return (
    <div className="grid grid-cols-1 gap-6">
      <header className="grid max-w-2xl gap-2">
        <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
        <p className="text-muted">{t("intro")}</p>
      </header>
      {achievements.data ? (
        <>
          <ShowcaseCard achievements={achievements.data} />
          <div className="grid grid-cols-1 gap-4 md:grid-cols-2 xl:grid-cols-3">
            {familiesOf(achievements.data.items).map((family) => (
              <FamilyCard key={family.code} family={family} lead={lead} />
            ))}
          </div>
        </>
      ) : achievements.error ? (
        <Card>
          <ErrorState error={achievements.error} onRetry={() => void achievements.refetch()} />
        </Card>
      ) : (
        <Waiting />
      )}
    </div>
  );
}

function Waiting() {
  return (
    <>
      <Skeleton className="h-32 rounded-lg" />
      <div className="grid grid-cols-1 gap-4 md:grid-cols-2 xl:grid-cols-3">
        {[0, 1, 2, 3, 4, 5].map((card) => (
          <Skeleton key={card} className="h-72 rounded-lg" />
        ))}
      </div>
    </>
  );
}
