"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { activity } from "@/shared/live/store";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { responsibleKeys } from "./keys";

export type Limits = Answer<"/api/responsible-play/limits", "get">;
export type LimitKind = keyof Limits;
export type Limit = Limits[LimitKind];
export type LimitChange = Answer<"/api/responsible-play/history", "get">["items"][number];

export function useLimits() {
  return useQuery({
    queryKey: responsibleKeys.limits,
    queryFn: () => unwrap(api.GET("/api/responsible-play/limits")),
    meta: { follows: activity },
  });
}

/** Changes what is named; null asks for no limit. */
export function useSetLimits() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Partial<Record<LimitKind, number | null>>) => unwrap(api.PUT("/api/responsible-play/limits", { body })),
    onSuccess: (limits) => {
      queries.setQueryData(responsibleKeys.limits, limits);
      void queries.invalidateQueries({ queryKey: responsibleKeys.history });
      void queries.invalidateQueries({ queryKey: responsibleKeys.session });
    },
  });
}

const pageSize = 20;

/** Own changes and breaks, newest first. */
export function useLimitHistory() {
  return useInfiniteQuery({
    queryKey: responsibleKeys.history,
    queryFn: ({ pageParam }) =>
      unwrap(api.GET("/api/responsible-play/history", { params: { query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}
