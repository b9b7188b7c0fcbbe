"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { activity } from "@/shared/live/store";
import { api, unwrap } from "@/shared/api/client";

const pageSize = 20;

/** Own rounds, newest first, page by page; the first page follows every settled round. */
export function useRounds() {
  return useInfiniteQuery({
    queryKey: ["rounds", "list"],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/games/rounds", {
          params: { query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    meta: { follows: activity },
  });
}

/** One round with everything needed to replay and verify it. A round never changes, except that its seed is revealed. */
export function useRound(roundId: string | null) {
  return useQuery({
    queryKey: ["rounds", "one", roundId],
    queryFn: () => unwrap(api.GET("/api/games/rounds/{round_id}", { params: { path: { round_id: roundId ?? "" } } })),
    enabled: roundId !== null,
  });
}
