"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { untilNextDay_ms } from "@/features/streaks/calendar";
import { vipKeys } from "../api/keys";

export type Vip = Answer<"/api/vip/status", "get">;
export type VipClaim = Answer<"/api/vip/claim", "post">;
export type Tier = Vip["tier"];
export type TierStep = Vip["ladder"][number];
export type TierChange = Answer<"/api/vip/history", "get">["items"][number];

const grace_ms = 1_500;
const pageSize = 10;

/** Own tier, progress and the daily points; asked again when the club's day changes. */
export function useVip() {
  return useQuery({
    queryKey: vipKeys.status,
    queryFn: () => unwrap(api.GET("/api/vip/status")),
    refetchInterval: () => untilNextDay_ms(Date.now()) + grace_ms,
    meta: { follows: ["profile_update", "reward_granted"] },
  });
}

/** Takes the day's points and tells `onClaim` at once; it is busy until the page knows. A second time gives nothing. */
export function useClaimVip(onClaim: (claim: VipClaim) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/vip/claim")),
    onSuccess: onClaim,
    onSettled: () => cache.invalidateQueries({ queryKey: vipKeys.all }),
  });
}

/** Every change of the own tier, newest first. */
export function useTierHistory() {
  return useInfiniteQuery({
    queryKey: vipKeys.history,
    queryFn: ({ pageParam }) =>
      unwrap(api.GET("/api/vip/history", { params: { query: { limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    meta: { follows: ["profile_update"] },
  });
}
