"use client";

import { useT } from "@/shared/i18n/use-t";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useStage } from "../api/stage";
import type { Stage } from "../stage";
import { EpisodeShelf } from "./episode-shelf";
import { GiftTray } from "./gift-tray";
import { OwnGifts } from "./own-gifts";
import { StageEvent } from "./stage-event";
import { StageHero } from "./stage-hero";
import { Supporters } from "./supporters";

/** The club's stage: the host, what runs, gifts, and who supports. */
export function StageScreen() {
  const t = useT("stage");
  const found = useStage();
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1 className="sr-only">{t("title")}</h1>
      {found.error && !found.data ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data ? (
        <OpenStage stage={found.data} />
      ) : (
        <>
          <Skeleton className="h-[26rem] rounded-xl" />
          <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <Skeleton className="h-72" />
            <Skeleton className="h-72" />
          </div>
        </>
      )}
    </div>
  );
}

function OpenStage({ stage }: { stage: Stage }) {
  return (
    <>
      <StageHero stage={stage} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid grid-cols-1 gap-6">
          <GiftTray gifting={stage.gifting} />
          {stage.event ? <StageEvent event={stage.event} /> : null}
          {stage.gifts.length > 0 ? <OwnGifts gifts={stage.gifts} /> : null}
        </div>
        <Supporters stage={stage} />
      </div>
      <EpisodeShelf episodes={stage.episodes} onAir={stage.on_air} />
    </>
  );
}
