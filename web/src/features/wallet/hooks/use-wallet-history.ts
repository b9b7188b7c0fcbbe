"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { activity } from "@/shared/live/store";
import { api, unwrap } from "@/shared/api/client";
import { type WalletFilter, filterQuery } from "../filters";

const pageSize = 50;

/** Own postings, newest first, page by page. */
export function useWalletHistory(filter: WalletFilter) {
  return useInfiniteQuery({
    queryKey: ["wallet", "history", filter],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/wallet/history", {
          params: { query: { ...filterQuery(filter), limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    meta: { follows: activity },
  });
}
