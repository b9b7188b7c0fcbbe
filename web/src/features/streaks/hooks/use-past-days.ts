"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { streakKeys } from "../api/keys";

export type PastDay = Answer<"/api/streak/history", "get">["items"][number];

const monthDays = 31;
const pageSize = 7;
const follows = ["streak_update", "reward_granted"];

/** The days of one month, by date. */
export function useMonth(month: string) {
  return useQuery({
    queryKey: streakKeys.month(month),
    queryFn: () => unwrap(api.GET("/api/streak/history", { params: { query: { month, limit: monthDays } } })),
    select: ({ items }) => new Map(items.map((day) => [day.date, day])),
    meta: { follows },
  });
}

/** Days attended or protected, newest first, page by page. */
export function usePastDays() {
  return useInfiniteQuery({
    queryKey: streakKeys.past,
    queryFn: ({ pageParam }) =>
      unwrap(api.GET("/api/streak/history", { params: { query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    meta: { follows },
  });
}
