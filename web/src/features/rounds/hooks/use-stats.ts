"use client";

import { useQuery } from "@tanstack/react-query";
import { activity } from "@/shared/live/store";
import { api, unwrap } from "@/shared/api/client";

export const periods = ["day", "week", "month", "all"] as const;
export type Period = (typeof periods)[number];

/** Own statistics of a period; refreshed by every settled round. */
export function useStats(period: Period) {
  return useQuery({
    queryKey: ["stats", "me", period],
    queryFn: () => unwrap(api.GET("/api/games/stats/me", { params: { query: { period } } })),
    meta: { follows: activity },
  });
}
