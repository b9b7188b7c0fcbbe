"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { vipKeys } from "../api/keys";

const pageSize = 5;

/** What rising by levels has brought, newest first. */
export function useLevelRewards() {
  return useInfiniteQuery({
    queryKey: vipKeys.levels,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/rewards", {
          params: { query: { reason: "level_up", limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    meta: { follows: ["reward_granted"] },
  });
}
