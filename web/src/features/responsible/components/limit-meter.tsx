"use client";

import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { Usage } from "../hooks/use-play-session";
import { useLimitText } from "../hooks/use-limit-text";

/** How much of a limit this day, week or month has used. */
export function LimitMeter({ usage }: { usage: Usage }) {
  const t = useT("frame");
  const text = useLimitText();
  const share = usage.value === 0 ? 1 : Math.min(1, usage.used / usage.value);
  const words = t("limit.used", { used: text(usage.kind, usage.used), value: text(usage.kind, usage.value) });
  return (
    <div className="grid gap-1.5">
      <div
        role="meter"
        aria-label={t(`limit.name.${usage.kind}`)}
        aria-valuemin={0}
        aria-valuemax={Math.max(usage.value, usage.used, 1)}
        aria-valuenow={usage.used}
        aria-valuetext={words}
        className="h-1.5 overflow-hidden rounded-full bg-raised"
      >
        <div
          className={cn("h-full origin-left rounded-full", usage.near ? "bg-loss" : "bg-violet")}
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
      <p aria-hidden className="tabular text-xs text-muted">
        {words}
      </p>
    </div>
  );
}
