"use client";

import { CoffeeIcon, GaugeIcon, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import type { PlaySession } from "../hooks/use-play-session";
import { useLimitText } from "../hooks/use-limit-text";

/** What a player should know before the next stake: a break that runs, or a limit that is nearly used. */
export function PlayNotices({ session }: { session: PlaySession | undefined }) {
  const t = useT("frame");
  const format = useFormat();
  const text = useLimitText();
  const near = session?.usage?.filter((usage) => usage.near) ?? [];
  return (
    <div role="status" className="grid gap-2 empty:hidden">
      {session?.exclusion ? (
        <Notice icon={CoffeeIcon}>{t("resting", { until: format.full(session.exclusion.until) })}</Notice>
      ) : (
        near.map(({ kind, used, value }) => (
          <Notice key={kind} icon={GaugeIcon}>
            {t(used >= value ? "limit.reached" : "limit.near", {
              name: t(`limit.name.${kind}`),
              used: text(kind, used),
              value: text(kind, value),
            })}
          </Notice>
        ))
      )}
    </div>
  );
}

function Notice({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  const t = useT("frame");
  return (
    <p className="hairline flex items-center gap-2.5 rounded-md bg-surface py-1 pr-1 pl-3.5 text-sm">
      <Icon aria-hidden className="size-4.5 shrink-0 text-violet" strokeWidth={1.75} />
      <span className="min-w-0 flex-1 py-1.5">{children}</span>
      <Link href="/responsible-play" className="inline-flex min-h-11 shrink-0 items-center px-2.5 font-medium underline underline-offset-4">
        {t("look")}
      </Link>
    </p>
  );
}
