"use client";

import { ChevronLeftIcon, ChevronRightIcon } from "lucide-react";
import { useMemo, useState } from "react";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { ErrorState } from "@/shared/ui/error-state";
import { dayWords, monthOf, moveMonth, weeksOf } from "../calendar";
import { type PastDay, useMonth } from "../hooks/use-past-days";

/** A month at a glance: which days burned, which were kept, which were paid. */
export function MonthGrid({ today }: { today: string }) {
  const t = useT("streak");
  const locale = useLocale();
  const words = useMemo(() => dayWords(locale), [locale]);
  const [month, setMonth] = useState(monthOf(today));
  const days = useMonth(month);
  const attended = [...(days.data?.values() ?? [])].filter(({ kind }) => kind === "attended").length;
  return (
    <Card>
      <div className="flex items-center justify-between gap-2">
        <div aria-live="polite">
          <CardTitle>{words.month(month)}</CardTitle>
          <p className="text-sm text-muted">{days.data ? t("month.count", { count: attended }) : "\u00a0"}</p>
        </div>
        <div className="flex gap-1">
          <Button size="icon" variant="ghost" aria-label={t("month.before")} onClick={() => setMonth(moveMonth(month, -1))}>
            <ChevronLeftIcon aria-hidden className="size-5" />
          </Button>
          <Button
            size="icon"
            variant="ghost"
            aria-label={t("month.after")}
            disabled={month >= monthOf(today)}
            onClick={() => setMonth(moveMonth(month, 1))}
          >
            <ChevronRightIcon aria-hidden className="size-5" />
          </Button>
        </div>
      </div>
      {days.error && !days.data ? (
        <ErrorState error={days.error} onRetry={() => void days.refetch()} />
      ) : (
        <table className="mt-3 w-full table-fixed text-center text-sm">
          <caption className="sr-only">{t("month.caption", { month: words.month(month) })}</caption>
          <thead>
            <tr>
              {words.weekdays().map((weekday) => (
                <th key={weekday} scope="col" className="pb-1.5 text-xs font-medium text-muted">
                  {weekday}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(month).map((week) => (
              <tr key={week.find(Boolean) ?? month}>
                {week.map((date, column) => (
                  <td key={date ?? column} className="p-0.5">
                    {date ? <DayCell date={date} today={today} day={days.data?.get(date)} /> : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function DayCell({ date, today, day }: { date: string; today: string; day: PastDay | undefined }) {
  const t = useT("streak");
  const word = day ? t(day.kind === "protected" ? "day.kept" : day.reward ? "day.claimed" : "day.lit") : null;
  return (
    <span
      aria-current={date === today ? "date" : undefined}
      className={cn(
        "tabular relative mx-auto grid aspect-square w-full max-w-11 place-items-center rounded-full border border-transparent text-muted",
        day?.kind === "attended" && "border-violet bg-violet-soft font-semibold text-text",
        day?.kind === "protected" && "border-dashed border-line-strong text-text",
        date === today && !day && "border-pink text-text",
        date > today && "opacity-45",
      )}
    >
      {Number(date.slice(8))}
      {word ? <span className="sr-only">{word}</span> : null}
      {day?.reward ? <span aria-hidden className="absolute bottom-1 size-1 rounded-full bg-text" /> : null}
    </span>
  );
}
