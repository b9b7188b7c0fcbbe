"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { gachaKeys } from "./keys";

const pageSize = 20;

/** Own pulls, newest first, page by page. */
export function usePullHistory() {
  return useInfiniteQuery({
    queryKey: gachaKeys.history,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/gacha/history", { params: { query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } } }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
}

/** Every lantern this player owns, and how much of the whole that is. */
export function useInventory() {
  return useQuery({ queryKey: gachaKeys.inventory, queryFn: () => unwrap(api.GET("/api/inventory")) });
}
