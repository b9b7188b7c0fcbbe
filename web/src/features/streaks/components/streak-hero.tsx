"use client";

import { useErrorText } from "@/shared/api/error-text";
import { useTimeZone } from "@/shared/i18n/time-zone";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { celebrate } from "@/shared/ui/reward-burst";
import { RewardItems, itemsOfBundle } from "@/shared/ui/reward-items";
import { toast } from "@/shared/ui/toast";
import { dayChange } from "../calendar";
import { useClaimStreak } from "../hooks/use-claim-streak";
import type { Streak } from "../hooks/use-streak";
import { WeekLanterns } from "./week-lanterns";

/** How far the streak has come, this week's lanterns, and the day's reward. */
export function StreakHero({ streak }: { streak: Streak }) {
  const t = useT("streak");
  const locale = useLocale();
  const timeZone = useTimeZone();
  return (
    <Card className="grid gap-7 p-5 sm:p-7">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div>
          <p className="text-sm text-muted">{t("running")}</p>
          <p className="mt-1 flex items-baseline gap-2">
            <span className="tabular font-display text-5xl leading-none text-violet sm:text-6xl">{streak.streak_count}</span>
            <span className="text-lg font-semibold">{t("days", { count: streak.streak_count })}</span>
          </p>
        </div>
        <p className="text-sm text-muted">{t("best", { count: streak.best_count })}</p>
      </div>
      <WeekLanterns streak={streak} />
      <ClaimBar streak={streak} />
      <p className="-mt-3 text-xs text-muted">{t("dayChange", { time: dayChange(locale, timeZone) })}</p>
    </Card>
  );
}

function ClaimBar({ streak }: { streak: Streak }) {
  const t = useT("streak");
  const errorText = useErrorText();
  const { play } = useSound();
  const claim = useClaimStreak(({ gold, exp, idempotent }) => {
    if (idempotent) return toast.plain(t("again"));
    play("win");
    celebrate(itemsOfBundle({ gold, exp }), t("received"));
  });
  const take = () => claim.mutate(undefined, { onError: (error) => toast.error(errorText(error)) });
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4 rounded-lg bg-raised p-4 sm:px-5">
      <div className="min-w-0">
        <p className="text-sm text-muted">{t(streak.claimed_today ? "tomorrow" : "today")}</p>
        <RewardItems items={itemsOfBundle(streak.next_reward)} size="lg" className="mt-0.5" />
      </div>
      {streak.claimed_today ? (
        <p className="motion-enter text-sm font-medium">{t("taken")}</p>
      ) : (
        <Button variant="primary" size="lg" className="w-full sm:w-auto" busy={claim.isPending} onClick={take}>
          {t("claim")}
        </Button>
      )}
    </div>
  );
}
