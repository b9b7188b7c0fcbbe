"use client";

import { TimerIcon } from "lucide-react";
import { leftUntil } from "@/features/missions/countdown";
import { useT } from "@/shared/i18n/use-t";
import { useNow } from "../hooks/use-now";

const LOOK_MS = 15_000;

/** How long a package is still sold, or until it is; moves by the minute. */
export function TimeLeft({ until, opens }: { until: string; opens: boolean }) {
  const t = useT("shop");
  const { unit, days, hours, minutes } = leftUntil(until, useNow(LOOK_MS));
  return (
    <time role="timer" dateTime={until} className="tabular inline-flex items-center gap-1.5">
      <TimerIcon aria-hidden className="size-4 shrink-0 text-muted" strokeWidth={1.75} />
      {t(opens ? "package.opens" : "package.ends", { left: t(`package.time.${unit}`, { days, hours, minutes }) })}
    </time>
  );
}
