"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { applyBalance } from "@/shared/live/store";
import { streakKeys } from "../api/keys";

export type StreakClaim = Answer<"/api/streak/claim", "post">;

/** Takes the day's reward and tells `onClaim` at once; it is busy until the page knows. A second time gives nothing. */
export function useClaimStreak(onClaim: (claim: StreakClaim) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/streak/claim", { body: { action_type: "DAILY_LOGIN" } })),
    onSuccess: (claim) => {
      applyBalance(claim.balance_after);
      onClaim(claim);
    },
    onSettled: () => cache.invalidateQueries({ queryKey: streakKeys.all }),
  });
}
