"use client";

import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useVip } from "../hooks/use-vip";
import { LevelLadder } from "./level-ladder";
import { TierHero } from "./tier-hero";
import { TierHistory } from "./tier-history";
import { TierLadder } from "./tier-ladder";

/** Tier and level: where the player stands, what comes next, what each step gives. */
export function VipScreen() {
  const t = useT("vip");
  const vip = useVip();
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid gap-4">
          {vip.data ? (
            <>
              <TierHero vip={vip.data} />
              <TierLadder vip={vip.data} />
            </>
          ) : vip.error ? (
            <Card>
              <ErrorState error={vip.error} onRetry={() => void vip.refetch()} />
            </Card>
          ) : (
            <Skeleton className="h-96 rounded-lg" />
          )}
        </div>
        <div className="grid gap-4">
          <LevelLadder />
          <TierHistory />
        </div>
      </div>
    </div>
  );
}
