"use client";

import { Figure, figureGrid } from "@/features/rounds/components/stat-grid";
import type { Answer } from "@/shared/api/types";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";

type PublicFigures = Answer<"/api/users/{user_id}/profile", "get">["stats"];

/** The figures anybody may see of a player. */
export function PublicStats({ stats }: { stats: PublicFigures }) {
  const t = useT("rounds");
  const format = useFormat();
  return (
    <dl className={figureGrid}>
      <Figure label={t("stat.plays")}>{format.integer(stats.plays)}</Figure>
      <Figure label={t("stat.wins")}>{format.integer(stats.wins)}</Figure>
      <Figure label={t("stat.bestWin")}>
        <Amount value={stats.best_win} />
      </Figure>
      <Figure label={t("stat.highest")}>{format.multiplier(stats.highest_multiplier)}</Figure>
      <Figure label={t("stat.bestStreak")}>{format.integer(stats.best_streak)}</Figure>
    </dl>
  );
}
