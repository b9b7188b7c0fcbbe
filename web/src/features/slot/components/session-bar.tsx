"use client";

import { useEffect, useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { clockText, useSession } from "../play/session";

/** How long this visit has lasted and where it stands: always in sight, never a nudge. */
export function SessionBar() {
  const t = useT("slot");
  const { startedAt_ms, spins, net } = useSession();
  const elapsed_ms = useElapsed(startedAt_ms);
  return (
    <dl aria-label={t("session.label")} className="hairline grid grid-cols-3 rounded-md bg-surface px-3 py-2.5 text-center">
      <div>
        <dt className="text-2xs text-muted">{t("session.time")}</dt>
        <dd className="tabular text-sm font-semibold">{clockText(elapsed_ms)}</dd>
      </div>
      <div>
        <dt className="text-2xs text-muted">{t("session.spins")}</dt>
        <dd className="tabular text-sm font-semibold">{spins}</dd>
      </div>
      <div>
        <dt className="text-2xs text-muted">{t("session.net")}</dt>
        <dd className="text-sm font-semibold">
          <Amount value={net} signed />
        </dd>
      </div>
    </dl>
  );
}

function useElapsed(since_ms: number | null): number {
  const [now_ms, setNow] = useState(since_ms ?? 0);
  useEffect(() => {
    if (since_ms === null) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [since_ms]);
  return since_ms === null ? 0 : Math.max(0, now_ms - since_ms);
}
