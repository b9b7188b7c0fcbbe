"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { newIdempotencyKey } from "@/shared/api/money";
import { applyBalance } from "@/shared/live/store";

const passKey = ["battlepass"] as const;

/** The season as this player has it; asked again when points are counted or something was given. */
export function usePass() {
  return useQuery({
    queryKey: passKey,
    queryFn: () => unwrap(api.GET("/api/battlepass")),
    meta: { follows: ["pass_progress", "reward_granted"] },
  });
}

/** Takes one level, or (null) everything that waits. */
export function useClaim() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (level: number | null) => unwrap(api.POST("/api/battlepass/claim", { body: level === null ? {} : { level } })),
    onSuccess: ({ new_balances }) => {
      if (new_balances.gold !== undefined) applyBalance(new_balances.gold);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: passKey }),
  });
}

/** Takes the paid track of the season the player looks at. */
export function useBuyPremium() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (season_id: number) =>
      unwrap(
        api.POST("/api/battlepass/buy-premium", {
          params: { header: { "idempotency-key": newIdempotencyKey() } },
          body: { season_id },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: passKey }),
  });
}
