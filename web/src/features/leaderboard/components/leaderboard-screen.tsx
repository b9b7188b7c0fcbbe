"use client";

import { useSearchParams } from "next/navigation";
import { useOffers } from "@/features/lobby/use-offers";
import { ChoiceLinks } from "@/features/odds/components/choice-links";
import { useT } from "@/shared/i18n/use-t";
import { boardOf, hrefOf, metrics, periods } from "../board";
import { BoardCard } from "./board-card";
import { PastSeasons } from "./past-seasons";
import { SeasonCard } from "./season-card";
import { SegmentLinks } from "./segment-links";

/** Who leads, by game, period and metric (all in the address), the season, and those before it. */
export function LeaderboardScreen() {
  const t = useT("leaderboard");
  const common = useT("common");
  const board = boardOf(useSearchParams());
  const offers = useOffers();
  const choices = ["all", ...(offers.data ?? []).map(({ game }) => game)].map((game) => ({
    id: game,
    name: game === "all" ? t("allGames") : common.has(`game.${game}`) ? common(`game.${game}`) : game,
    href: hrefOf({ ...board, game }),
  }));
  return (
    <div className="grid grid-cols-1 gap-6">
      <header className="grid max-w-2xl gap-2">
        <h1 className="text-2xl font-bold">{t("title")}</h1>
        <p className="text-muted">{t("intro")}</p>
      </header>
      <div className="grid grid-cols-1 gap-3">
        <ChoiceLinks label={t("game")} current={board.game} choices={choices} />
        <div className="flex flex-wrap gap-3">
          <SegmentLinks
            label={t("period.label")}
            current={board.period}
            segments={periods.map((period) => ({ id: period, name: t(`period.${period}`), href: hrefOf({ ...board, period }) }))}
          />
          <SegmentLinks
            label={t("metric.label")}
            current={board.metric}
            segments={metrics.map((metric) => ({ id: metric, name: t(`metric.${metric}`), href: hrefOf({ ...board, metric }) }))}
          />
        </div>
      </div>
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <BoardCard board={board} />
        <aside className="grid grid-cols-1 gap-6 md:grid-cols-2 xl:grid-cols-1">
          <SeasonCard />
          <PastSeasons />
        </aside>
      </div>
    </div>
  );
}
