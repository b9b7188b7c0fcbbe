"use client";

import type { ReactNode } from "react";
import type { GameStats } from "@/shared/api/types";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";

export const figureGrid = "grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-4";
const briefGrid = "grid grid-cols-2 gap-x-6 gap-y-5 sm:grid-cols-4 xl:grid-cols-2";

/** A labelled figure of a `figureGrid`. */
export function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="tabular mt-1 truncate text-lg font-semibold">{children}</dd>
    </div>
  );
}

/** The figures of a period. `brief` keeps the four that matter at a glance. */
export function StatGrid({ stats, brief = false }: { stats: GameStats; brief?: boolean }) {
  const t = useT("rounds");
  const format = useFormat();
  return (
    <dl className={brief ? briefGrid : figureGrid}>
      <Figure label={t("stat.plays")}>{format.integer(stats.plays)}</Figure>
      <Figure label={t("stat.net")}>
        <Amount value={stats.net} signed />
      </Figure>
      <Figure label={t("stat.bestWin")}>
        <Amount value={stats.best_win} />
      </Figure>
      <Figure label={t("stat.highest")}>{format.multiplier(stats.highest_multiplier)}</Figure>
      {brief ? null : (
        <>
          <Figure label={t("stat.totalBet")}>{format.integer(stats.total_bet)}</Figure>
          <Figure label={t("stat.totalWin")}>
            <Amount value={stats.total_win} />
          </Figure>
          <Figure label={t("stat.winRate")}>{format.percent(stats.win_rate)}</Figure>
          <Figure label={t("stat.rtp")}>{stats.plays > 0 ? format.percent(stats.rtp) : "–"}</Figure>
          <Figure label={t("stat.record")}>
            {format.integer(stats.wins)} / {format.integer(stats.pushes)} / {format.integer(stats.losses)}
          </Figure>
          <Figure label={t("stat.bestStreak")}>{format.integer(stats.best_streak)}</Figure>
          <Figure label={t("stat.currentStreak")}>{format.integer(stats.current_streak)}</Figure>
          <Figure label={t("stat.time")}>{t("minutes", { minutes: Math.round(stats.play_seconds / 60) })}</Figure>
        </>
      )}
    </dl>
  );
}
