"use client";

import { useState } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { useFormat } from "@/shared/format/use-format";
import { useTimeZone } from "@/shared/i18n/time-zone";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { toast } from "@/shared/ui/toast";
import { dayChange } from "../calendar";
import { useClaimStreak } from "../hooks/use-claim-streak";
import type { Streak } from "../hooks/use-streak";
import { RewardLine } from "./reward-line";
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
  const format = useFormat();
  const errorText = useErrorText();
  const { play } = useSound();
  const claim = useClaimStreak();
  const [said, setSaid] = useState("");
  const take = () =>
    claim.mutate(undefined, {
      onSuccess: ({ gold, exp, idempotent }) => {
        if (idempotent) return toast.plain(t("again"));
        play("win");
        setSaid(t("received", { gold: format.integer(gold), exp: format.integer(exp) }));
      },
      onError: (error) => toast.error(errorText(error)),
    });
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4 rounded-lg bg-raised p-4 sm:px-5">
      <div className="min-w-0">
        <p className="text-sm text-muted">{t(streak.claimed_today ? "tomorrow" : "today")}</p>
        <RewardLine gold={streak.next_reward.gold} exp={streak.next_reward.exp} className="mt-0.5 text-xl" />
      </div>
      {streak.claimed_today ? (
        <p className="motion-enter text-sm font-medium">{t("taken")}</p>
      ) : (
        <Button variant="primary" size="lg" className="w-full sm:w-auto" busy={claim.isPending} onClick={take}>
          {t("claim")}
        </Button>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}
