"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, unwrap } from "@/shared/api/client";
import { newIdempotencyKey } from "@/shared/api/money";
import type { Answer } from "@/shared/api/types";
import { applyBalance } from "@/shared/live/store";
import { streakKeys } from "../api/keys";

export type Protection = Answer<"/api/streak/protection", "get">;
export type Purchase = { count: number; currency: "gold" | "gem" };

/** Protections in hand and their price. */
export function useProtection() {
  return useQuery({
    queryKey: streakKeys.protection,
    queryFn: () => unwrap(api.GET("/api/streak/protection")),
    meta: { follows: ["streak_update", "reward_granted"] },
  });
}

/** Buys; the same wish tried again after a failure is one purchase. */
export function useBuyProtection() {
  const cache = useQueryClient();
  const intent = useRef<{ wish: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (purchase: Purchase) => {
      const wish = `${purchase.count} ${purchase.currency}`;
      if (intent.current?.wish !== wish) intent.current = { wish, key: newIdempotencyKey() };
      return unwrap(
        api.POST("/api/streak/protection/buy", {
          body: purchase,
          params: { header: { "idempotency-key": intent.current.key } },
        }),
      );
    },
    onSuccess: ({ cost, balance_after }) => {
      intent.current = null;
      if (cost.currency === "gold") applyBalance(balance_after);
    },
    onSettled: () => cache.invalidateQueries({ queryKey: streakKeys.all }),
  });
}
