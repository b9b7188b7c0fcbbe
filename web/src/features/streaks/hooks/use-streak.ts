"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { streakKeys } from "../api/keys";
import { untilNextDay_ms } from "../calendar";

export type Streak = Answer<"/api/streak/status", "get">;
export type StreakDay = Streak["week"][number];

const grace_ms = 1_500;

/** The own streak as it stands; asked again when the club's day changes. */
export function useStreak() {
  return useQuery({
    queryKey: streakKeys.status,
    queryFn: () => unwrap(api.GET("/api/streak/status")),
    refetchInterval: () => untilNextDay_ms(Date.now()) + grace_ms,
    meta: { follows: ["streak_update", "reward_granted"] },
  });
}
