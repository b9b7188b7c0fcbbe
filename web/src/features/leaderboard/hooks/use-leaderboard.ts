"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { activity } from "@/shared/live/store";
import { api, unwrap } from "@/shared/api/client";
import type { Board } from "../board";

const LINES = 50;
const REFRESH_MS = 20_000;

/** A leaderboard with the own place in it; asked again after own rounds, and now and then for those of others. */
export function useLeaderboard({ game, period, metric }: Board) {
  return useQuery({
    queryKey: ["leaderboard", game, period, metric],
    queryFn: () => unwrap(api.GET("/api/games/leaderboard", { params: { query: { game_type: game, period, metric, limit: LINES } } })),
    meta: { follows: activity },
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
}

/** The season that runs now. */
export function useSeason() {
  return useQuery({
    queryKey: ["leaderboard", "season"],
    queryFn: () => unwrap(api.GET("/api/games/leaderboard/season")),
    meta: { follows: activity },
    refetchInterval: REFRESH_MS,
  });
}

/** Seasons that are over, newest first. */
export function usePastSeasons() {
  return useInfiniteQuery({
    queryKey: ["leaderboard", "seasons"],
    queryFn: ({ pageParam }) => unwrap(api.GET("/api/games/leaderboard/seasons", { params: { query: { cursor: pageParam, limit: 3 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}
