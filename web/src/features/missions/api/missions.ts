"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { applyBalance } from "@/shared/live/store";
import { untilReset_ms } from "../countdown";

export type Missions = Answer<"/api/missions", "get">;
export type MissionSet = Missions["daily"];
export type Mission = MissionSet["items"][number];

const key = ["missions"] as const;
const grace_ms = 1_500;
const longest_ms = 24 * 60 * 60 * 1000;

/** The own missions of today and this week; asked again when they move, and when a new set begins. */
export function useMissions() {
  return useQuery({
    queryKey: key,
    queryFn: () => unwrap(api.GET("/api/missions")),
    refetchInterval: ({ state }) =>
      state.data ? Math.min(longest_ms, untilReset_ms(state.data.daily.resets_at, Date.now()) + grace_ms) : false,
    meta: { follows: ["mission_progress", "reward_granted"] },
  });
}

/** Takes the reward of a finished mission. A second time gives nothing and says so. */
export function useClaimMission() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.POST("/api/missions/{id}/claim", { params: { path: { id } } })),
    onSuccess: ({ new_balances }) => {
      if (new_balances.gold !== undefined) applyBalance(new_balances.gold);
    },
    onSettled: () => cache.invalidateQueries({ queryKey: key }),
  });
}

/** Exchanges a mission for another one of its set. */
export function useRerollMission() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.POST("/api/missions/{id}/reroll", { params: { path: { id } } })),
    onSettled: () => cache.invalidateQueries({ queryKey: key }),
  });
}
