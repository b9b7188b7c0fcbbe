import type { Answer } from "@/shared/api/types";

export const metrics = ["net_win", "biggest_multiplier", "wagered", "plays"] as const;
export const periods = ["day", "week", "month", "all"] as const;
export type Metric = (typeof metrics)[number];
export type Period = (typeof periods)[number];
export type Board = { game: string; period: Period; metric: Metric };

export type Leaderboard = Answer<"/api/games/leaderboard", "get">;
export type Line = Leaderboard["items"][number];
export type CurrentSeason = Answer<"/api/games/leaderboard/season", "get">;
export type PastSeason = Answer<"/api/games/leaderboard/seasons", "get">["items"][number];
export type Prize = CurrentSeason["season"]["prizes"][number];

function one<Name extends string>(names: readonly Name[], value: string | null, otherwise: Name): Name {
  return names.find((name) => name === value) ?? otherwise;
}

/** The board an address names; what it does not know is the week's net result of all games. */
export function boardOf(query: URLSearchParams): Board {
  return {
    game: query.get("game") ?? "all",
    period: one(periods, query.get("period"), "week"),
    metric: one(metrics, query.get("metric"), "net_win"),
  };
}

/** The address of a board. */
export function hrefOf({ game, period, metric }: Board): `/${string}` {
  return `/leaderboard?${new URLSearchParams({ game, period, metric }).toString()}`;
}

/** The lines around one's own that the list above does not show already. */
export function linesBelow(items: readonly Line[], neighbours: readonly Line[]): Line[] {
  const last = items.at(-1)?.rank ?? 0;
  return neighbours.some(({ is_me, rank }) => is_me && rank > last) ? neighbours.filter(({ rank }) => rank > last) : [];
}

/** Whole days until a moment, never below 0. */
export function daysUntil(iso: string, now: number): number {
  return Math.max(0, Math.floor((Date.parse(iso) - now) / 86_400_000));
}
