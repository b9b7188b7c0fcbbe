"use client";

import { useT } from "@/shared/i18n/use-t";
import { STREAK_LAMPS, lampsLit } from "../play/celebration";

/** The win-streak meter: a lamp for each winning round in a row. It changes nothing else. */
export function StreakLamps({ winStreak }: { winStreak: number }) {
  const t = useT("slot");
  const lit = lampsLit(winStreak);
  return (
    <div className="streak" title={t("streak.hint")} role="img" aria-label={t("streak.label", { count: winStreak })}>
      {Array.from({ length: STREAK_LAMPS }, (_, i) => (
        <span key={i} className="streak-lamp" data-lit={i < lit || undefined} />
      ))}
    </div>
  );
}
