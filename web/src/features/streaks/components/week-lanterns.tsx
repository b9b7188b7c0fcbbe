"use client";

import { useMemo } from "react";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import { dayWords } from "../calendar";
import type { Streak, StreakDay } from "../hooks/use-streak";
import { Lantern, type LanternState } from "./lantern";

export function stateOf(day: StreakDay, today: string): LanternState {
  if (day.attended) return day.claimed ? "claimed" : "lit";
  if (day.protected) return "kept";
  return day.date === today ? "next" : "dark";
}

/** Seven lanterns on one cord, Sunday to Saturday. */
export function WeekLanterns({ streak }: { streak: Streak }) {
  const t = useT("streak");
  const locale = useLocale();
  const words = useMemo(() => dayWords(locale), [locale]);
  const wordOf = (day: StreakDay): string => {
    const state = stateOf(day, streak.today);
    return state === "dark" ? t(day.date < streak.today ? "day.missed" : "day.ahead") : t(`day.${state}`);
  };
  return (
    <div className="relative">
      <svg aria-hidden viewBox="0 0 700 24" preserveAspectRatio="none" className="absolute inset-x-0 top-0 h-6 w-full" fill="none">
        <path d="M0 2Q350 30 700 2" className="stroke-line-strong" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
      </svg>
      <ol className="relative grid grid-cols-7" aria-label={t("week")}>
        {streak.week.map((day, index) => {
          const isToday = day.date === streak.today;
          return (
            <li key={day.date} className="grid justify-items-center gap-2" aria-current={isToday ? "date" : undefined}>
              <span aria-hidden style={{ paddingTop: `${drops[index] ?? 0}px` }}>
                <Lantern
                  key={stateOf(day, streak.today)}
                  state={stateOf(day, streak.today)}
                  className={cn("h-16 w-11 sm:h-22 sm:w-15", day.attended && "motion-enter")}
                />
              </span>
              <span className={cn("mt-auto text-xs sm:text-sm", isToday ? "font-semibold text-text" : "text-muted")} aria-hidden>
                {words.weekday(day.date)}
              </span>
              <span className="sr-only">{`${words.full(day.date)}: ${wordOf(day)}`}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** Where the cord hangs above each lantern, in pixels from the top. */
const drops = [5, 10, 13, 14, 13, 10, 5];
