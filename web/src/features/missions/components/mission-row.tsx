"use client";

import { RefreshCwIcon } from "lucide-react";
import { useErrorText } from "@/shared/api/error-text";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { cn } from "@/shared/ui/cn";
import { celebrate } from "@/shared/ui/reward-burst";
import { RewardItems, itemsOfAnswer, itemsOfBundle } from "@/shared/ui/reward-items";
import { toast } from "@/shared/ui/toast";
import { type Mission, useClaimMission, useRerollMission } from "../api/missions";
import { ProgressRing } from "./progress-ring";

type Props = {
  mission: Mission;
  rerollLeft: boolean;
  /** Its reward is the first that waits: the screen's one primary action. */
  lead: boolean;
};

/** One mission: what to do, how far it is, what it gives, and the one thing to do with it. */
export function MissionRow({ mission, rerollLeft, lead }: Props) {
  const t = useT("missions");
  const format = useFormat();
  const share = Math.min(1, mission.progress / mission.target);
  const words = t("progress", { now: format.integer(mission.progress), goal: format.integer(mission.target) });
  return (
    <li className="grid grid-cols-[3rem_minmax(0,1fr)_auto] items-center gap-x-4 gap-y-3 py-4">
      <ProgressRing evaluator={mission.evaluator} share={share} completed={mission.completed} claimed={mission.claimed} className="size-12" />
      <div className="grid min-w-0 gap-1">
        <h3 className={cn("font-semibold", mission.claimed && "text-muted")}>{mission.title}</h3>
        <RewardItems items={itemsOfBundle(mission.rewards)} className={cn(mission.claimed && "opacity-60")} />
      </div>
      <Deed mission={mission} rerollLeft={rerollLeft} lead={lead} />
      {mission.claimed ? null : (
        <div className="col-span-3 grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 sm:col-span-2 sm:col-start-2">
          <div
            role="progressbar"
            aria-label={t("progressOf", { title: mission.title })}
            aria-valuemin={0}
            aria-valuemax={mission.target}
            aria-valuenow={mission.progress}
            aria-valuetext={words}
            className="h-1.5 overflow-hidden rounded-full bg-raised"
          >
            <div className="h-full origin-left rounded-full bg-violet transition-transform duration-(--duration-reward) ease-ui" style={{ transform: `scaleX(${share})` }} />
          </div>
          <span aria-hidden className="tabular min-w-14 text-right text-xs text-muted">
            {words}
          </span>
        </div>
      )}
    </li>
  );
}

function Deed({ mission, rerollLeft, lead }: Props) {
  const t = useT("missions");
  if (mission.claimed) return <p className="text-sm text-muted">{t("claimed")}</p>;
  if (mission.completed) return <ClaimButton mission={mission} lead={lead} />;
  return rerollLeft ? <RerollButton mission={mission} /> : <span />;
}

function ClaimButton({ mission, lead }: { mission: Mission; lead: boolean }) {
  const t = useT("missions");
  const text = useErrorText();
  const { play } = useSound();
  const claim = useClaimMission();
  const take = () =>
    claim.mutate(mission.id, {
      onSuccess: ({ idempotent, reward_items }) => {
        if (idempotent) return toast.plain(t("again"));
        play("win");
        celebrate(itemsOfAnswer(reward_items), mission.title);
      },
      onError: (error) => toast.error(text(error)),
    });
  return (
    <Button variant={lead ? "primary" : "secondary"} className="px-5" busy={claim.isPending} onClick={take} aria-label={t("claimLabel", { title: mission.title })}>
      {t("claim")}
    </Button>
  );
}

function RerollButton({ mission }: { mission: Mission }) {
  const t = useT("missions");
  const text = useErrorText();
  const { play } = useSound();
  const reroll = useRerollMission();
  const exchange = () =>
    reroll.mutate(mission.id, {
      onSuccess: () => {
        play("toggle");
        toast.plain(t("rerolled"));
      },
      onError: (error) => toast.error(text(error)),
    });
  return (
    <Button variant="ghost" size="icon" busy={reroll.isPending} onClick={exchange} title={t("reroll")} aria-label={t("rerollLabel", { title: mission.title })}>
      {reroll.isPending ? null : <RefreshCwIcon aria-hidden className="size-5" strokeWidth={1.75} />}
    </Button>
  );
}
