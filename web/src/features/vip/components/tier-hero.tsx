"use client";

import { useMarket } from "@/features/responsible/hooks/use-market";
import { useErrorText } from "@/shared/api/error-text";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { celebrate } from "@/shared/ui/reward-burst";
import { toast } from "@/shared/ui/toast";
import { type Vip, useClaimVip } from "../hooks/use-vip";
import { Meter } from "./meter";
import { TierEmblem } from "./tier-emblem";

/** The own tier, how far the next one is, and the day's points. */
export function TierHero({ vip }: { vip: Vip }) {
  const t = useT("vip");
  const format = useFormat();
  return (
    <Card className="grid gap-6 p-5 sm:p-7">
      <div className="flex items-center gap-4 sm:gap-6">
        <TierEmblem tier={vip.tier} className="size-20 shrink-0 sm:size-24" />
        <div className="min-w-0">
          <p className="text-sm text-muted">{t("mine")}</p>
          <p className="mt-0.5 text-3xl font-bold">{t(`tier.${vip.tier}`)}</p>
          <p className="tabular mt-1 text-sm text-muted">{t("points", { amount: format.integer(vip.vip_points) })}</p>
        </div>
      </div>
      <Progress vip={vip} />
      {vip.grace_until ? (
        <p className="rounded-md bg-violet-soft px-4 py-3 text-sm">{t("grace", { date: format.date(`${vip.grace_until}T12:00:00Z`) })}</p>
      ) : null}
      <ClaimBar vip={vip} />
    </Card>
  );
}

function Progress({ vip }: { vip: Vip }) {
  const t = useT("vip");
  const format = useFormat();
  const { purchases } = useMarket();
  const { progress } = vip;
  const of = (have: number, need: number) => t("of", { have: format.integer(have), need: format.integer(need) });
  return (
    <div className="grid gap-4">
      <h2 className="text-base font-semibold">{vip.next_tier ? t("towards", { tier: t(`tier.${vip.next_tier}`) }) : t("keep")}</h2>
      <Meter label={t("progress.points")} text={of(progress.points, progress.points_required)} value={progress.points} max={progress.points_required} />
      {purchases ? (
        <Meter
          label={t("progress.spend")}
          text={of(progress.spend_krw, progress.spend_krw_required)}
          value={progress.spend_krw}
          max={progress.spend_krw_required}
        />
      ) : null}
      <p className="text-xs text-muted">{t(purchases ? "window" : "windowPoints", { days: vip.window_days })}</p>
    </div>
  );
}

function ClaimBar({ vip }: { vip: Vip }) {
  const t = useT("vip");
  const format = useFormat();
  const errorText = useErrorText();
  const { play } = useSound();
  const claim = useClaimVip(({ points, tier, upgraded_from, idempotent }) => {
    if (idempotent) return toast.plain(t("again"));
    play("win");
    celebrate([{ type: "vip_points", amount: points }], upgraded_from ? t("risen", { tier: t(`tier.${tier}`) }) : t("received"));
  });
  const daily = vip.benefits.find(({ code }) => code === "daily_points")?.value ?? 0;
  const take = () => claim.mutate(undefined, { onError: (error) => toast.error(errorText(error)) });
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4 rounded-lg bg-raised p-4 sm:px-5">
      <div>
        <p className="text-sm text-muted">{t(vip.claimed_today ? "dailyNext" : "daily")}</p>
        <p className="tabular mt-0.5 text-xl font-semibold text-violet">{t("plusPoints", { amount: format.integer(daily) })}</p>
      </div>
      {vip.claimed_today ? (
        <p className="motion-enter text-sm font-medium">{t("taken")}</p>
      ) : (
        <Button variant="primary" size="lg" className="w-full sm:w-auto" busy={claim.isPending} onClick={take}>
          {t("claim")}
        </Button>
      )}
    </div>
  );
}
