"use client";

import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import { type ClubActivity, useClubActivity } from "../hooks/use-club-activity";
import { ActivityMark } from "./activity-mark";

const facts = [
  ["online", "online_users"],
  ["rounds", "spins_last_hour"],
  ["bigWins", "big_wins_last_hour"],
] as const satisfies readonly (readonly [string, keyof ClubActivity])[];

/**
 * What is going on in the club, from its real numbers: who is here, the last hour's rounds and big wins. A number that is
 * zero is not shown; a quiet club shows nothing at all.
 */
export function SocialProof({ className }: { className?: string }) {
  const t = useT("socialProof");
  const { data } = useClubActivity();
  const shown = data ? facts.filter(([, field]) => data[field] > 0) : [];
  if (!data || shown.length === 0) return null;
  return (
    <section
      aria-label={t("label")}
      data-slot="social-proof"
      className={cn("hairline rounded-full bg-surface px-5 py-3 max-sm:rounded-lg", className)}
    >
      <ul className="flex flex-wrap items-center gap-x-6 gap-y-2 text-sm text-muted">
        {shown.map(([name, field]) => (
          <li key={name} className="flex items-center gap-2">
            <ActivityMark name={name} />
            <span>
              {t.rich(name, {
                count: data[field],
                figure: (words) => <span className="font-semibold text-text tabular-nums">{words}</span>,
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
