"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { applyBalance } from "@/shared/live/store";
import { streakKeys } from "../api/keys";

export type StreakClaim = Answer<"/api/streak/claim", "post">;

/** Takes the day's reward. A second time gives nothing and says so. */
export function useClaimStreak() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/streak/claim", { body: { action_type: "DAILY_LOGIN" } })),
    onSuccess: ({ balance_after }) => applyBalance(balance_after),
    onSettled: () => cache.invalidateQueries({ queryKey: streakKeys.all }),
  });
}
