"use client";

import type { PlaySession } from "@/features/responsible/hooks/use-play-session";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { clockText } from "../clock";
import { useElapsed } from "../hooks/use-elapsed";
import { useVisit } from "../visit";

/** How long this sitting has lasted and where it stands: always in sight, never a nudge. */
export function SessionLine({ session }: { session: PlaySession | undefined }) {
  const t = useT("frame");
  const visit_ms = useVisit();
  const sitting_ms = session?.started_at ? Date.parse(session.started_at) : null;
  const elapsed_ms = useElapsed(sitting_ms ?? visit_ms);
  return (
    <dl aria-label={t("session.label")} data-slot="session-line" className="flex items-baseline gap-x-2.5 text-xs text-muted">
      <div className="flex items-baseline gap-1">
        <dt className="sr-only sm:not-sr-only">{t("session.time")}</dt>
        <dd className="tabular font-medium">{clockText(elapsed_ms)}</dd>
      </div>
      <div className="flex items-baseline gap-1">
        <dt>{t("session.net")}</dt>
        <dd className="font-semibold">
          <Amount value={session?.net ?? 0} signed />
        </dd>
      </div>
    </dl>
  );
}
