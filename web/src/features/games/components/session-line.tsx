"use client";

import { usePlaySession } from "@/features/responsible/hooks/use-play-session";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { clockText } from "../clock";
import { useElapsed } from "../hooks/use-elapsed";

/** How long this sitting has lasted and where it stands: always in sight, never a nudge. */
export function SessionLine() {
  const t = useT("frame");
  const { startedAt_ms, net } = usePlaySession();
  const elapsed_ms = useElapsed(startedAt_ms);
  return (
    <dl aria-label={t("session.label")} data-slot="session-line" className="flex items-baseline gap-x-2.5 text-xs text-muted">
      <div className="flex items-baseline gap-1">
        <dt className="sr-only sm:not-sr-only">{t("session.time")}</dt>
        <dd className="tabular font-medium">{clockText(elapsed_ms)}</dd>
      </div>
      <div className="flex items-baseline gap-1">
        <dt>{t("session.net")}</dt>
        <dd className="font-semibold">
          <Amount value={net} signed />
        </dd>
      </div>
    </dl>
  );
}
