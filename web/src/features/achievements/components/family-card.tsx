"use client";

import { CheckIcon } from "lucide-react";
import { useState } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { celebrate } from "@/shared/ui/reward-burst";
import { RewardItems, itemsOfAnswer, itemsOfBundle } from "@/shared/ui/reward-items";
import { toast } from "@/shared/ui/toast";
import { useClaimAchievement } from "../api/achievements";
import { Badge } from "../art/badge";
import { type Achievement, type Family, firstTier, shareOf } from "../wall";

type Props = {
  family: Family;
  /** The first reward that waits on the wall: the screen's one primary action. */
  lead: string | null;
};

/** One family: its three badges, and what the chosen one takes and gives. */
export function FamilyCard({ family: { code, tiers }, lead }: Props) {
  const t = useT("achievements");
  const [picked, setPicked] = useState<string | null>(null);
  const chosen = tiers.find((one) => one.code === picked) ?? firstTier(tiers);
  if (!chosen) return null;
  const name = t.has(`family.${code}`) ? t(`family.${code}`) : chosen.title;
  return (
    <Card className="flex flex-col gap-4" aria-labelledby={`family-${code}`}>
      <div className="flex items-baseline justify-between gap-3">
        <h2 id={`family-${code}`} className="font-semibold">
          {name}
        </h2>
        <span className="tabular text-sm text-muted">
          {t("unlockedOf", { count: tiers.filter(({ unlocked }) => unlocked).length, total: tiers.length })}
        </span>
      </div>
      <div role="group" aria-label={t("tiers", { family: name })} className="grid grid-cols-3 gap-1">
        {tiers.map((one) => (
          <button
            key={one.code}
            type="button"
            aria-pressed={one.code === chosen.code}
            aria-label={t("badgeLabel", { tier: t(`tier.${one.tier}`), title: one.title, state: t(one.unlocked ? "state.unlocked" : "state.locked") })}
            onClick={() => setPicked(one.code)}
            className={cn(
              "relative grid justify-items-center gap-1 rounded-md px-1 py-2.5 text-xs transition-colors duration-(--duration-ui)",
              one.code === chosen.code ? "bg-raised text-text" : "text-muted hover:text-text",
            )}
          >
            <Badge badge={one.badge} tier={one.tier} unlocked={one.unlocked} share={shareOf(one)} className="size-16" />
            {t(`tier.${one.tier}`)}
            {one.claimable ? <span aria-hidden className="absolute top-2 right-2 size-2.5 rounded-full bg-pink" /> : null}
          </button>
        ))}
      </div>
      <Chosen key={chosen.code} one={chosen} lead={chosen.code === lead} />
    </Card>
  );
}

type ChosenProps = { one: Achievement; lead: boolean };

function Chosen({ one, lead }: ChosenProps) {
  const t = useT("achievements");
  const format = useFormat();
  return (
    <div className="motion-enter flex flex-1 flex-col gap-3">
      <div className="grid gap-0.5">
        <h3 className="font-semibold">{one.title}</h3>
        <p className="text-sm text-muted">{one.description}</p>
      </div>
      {one.unlocked ? null : <Progress one={one} />}
      <div className="mt-auto flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <RewardItems items={itemsOfBundle(one.rewards)} />
        {one.claimable ? (
          <ClaimButton one={one} lead={lead} />
        ) : one.claimed ? (
          <p className="flex items-center gap-1.5 text-sm text-muted">
            <CheckIcon aria-hidden className="size-4 text-violet" />
            {one.unlocked_at ? t("takenOn", { date: format.date(one.unlocked_at) }) : t("taken")}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Progress({ one }: { one: Achievement }) {
  const t = useT("achievements");
  const format = useFormat();
  const words = t("progress", { now: format.integer(one.progress), goal: format.integer(one.target) });
  return (
    <div className="grid gap-1.5">
      <div
        role="progressbar"
        aria-label={t("progressOf", { title: one.title })}
        aria-valuemin={0}
        aria-valuemax={one.target}
        aria-valuenow={one.progress}
        aria-valuetext={words}
        className="h-1.5 overflow-hidden rounded-full bg-raised"
      >
        <div className="h-full origin-left rounded-full bg-violet transition-transform duration-(--duration-reward) ease-ui" style={{ transform: `scaleX(${shareOf(one)})` }} />
      </div>
      <p aria-hidden className="tabular text-xs text-muted">
        {one.scope === "day" ? t("today", { words }) : words}
      </p>
    </div>
  );
}

function ClaimButton({ one, lead }: ChosenProps) {
  const t = useT("achievements");
  const text = useErrorText();
  const { play } = useSound();
  const claim = useClaimAchievement();
  const take = () =>
    claim.mutate(one.code, {
      onSuccess: ({ idempotent, reward_items }) => {
        if (idempotent) return toast.plain(t("again"));
        play("win");
        celebrate(itemsOfAnswer(reward_items), one.title);
      },
      onError: (error) => toast.error(text(error)),
    });
  return (
    <Button variant={lead ? "primary" : "secondary"} className="px-5" busy={claim.isPending} onClick={take} aria-label={t("claimLabel", { title: one.title })}>
      {t("claim")}
    </Button>
  );
}
