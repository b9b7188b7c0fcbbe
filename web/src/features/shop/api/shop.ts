"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, unwrap } from "@/shared/api/client";
import { ApiError } from "@/shared/api/errors";
import { newIdempotencyKey } from "@/shared/api/money";
import type { Answer } from "@/shared/api/types";
import { applyBalance } from "@/shared/live/store";

export type Product = Answer<"/api/shop/catalog", "get">["items"][number];
export type Purchase = Answer<"/api/shop/transactions", "get">["items"][number];
export type Wish = { productId: string; quantity: number };

const keys = {
  all: ["shop"] as const,
  catalog: ["shop", "catalog"] as const,
  purchases: ["shop", "purchases"] as const,
  purchase: (receipt: string) => ["shop", "purchase", receipt] as const,
};
const PAGE_SIZE = 20;
const ANSWER_WITHIN_MS = 12_000;

/** What is sold, at the player's own prices. */
export function useCatalog() {
  return useQuery({
    queryKey: keys.catalog,
    queryFn: () => unwrap(api.GET("/api/shop/catalog")),
    meta: { follows: ["profile_update"] },
  });
}

/** Buys. Pressed again after a lost answer it is the same purchase, as long as the wish is the same. */
export function useBuy() {
  const cache = useQueryClient();
  const intent = useRef<{ key: string; wish: string } | null>(null);
  return useMutation({
    mutationFn: ({ productId, quantity }: Wish) => {
      const wish = `${quantity} ${productId}`;
      if (intent.current?.wish !== wish) intent.current = { key: newIdempotencyKey(), wish };
      return unwrap(
        api.POST("/api/shop/buy", {
          params: { header: { "idempotency-key": intent.current.key } },
          body: { product_id: productId, quantity },
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        }),
      );
    },
    onSuccess: ({ new_gold_balance }) => {
      intent.current = null;
      applyBalance(new_gold_balance);
    },
    onError: (error) => {
      const unsure = !(error instanceof ApiError) || error.kind === "offline" || error.kind === "unavailable";
      if (!unsure) intent.current = null;
    },
    onSettled: () => cache.invalidateQueries({ queryKey: keys.all }),
  });
}

/** Own purchases, newest first, page by page. */
export function usePurchases() {
  return useInfiniteQuery({
    queryKey: keys.purchases,
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET("/api/shop/transactions", {
          params: { query: { limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    meta: { follows: ["purchase_update"] },
  });
}

/** One purchase with its timeline. */
export function usePurchase(receipt: string) {
  return useQuery({
    queryKey: keys.purchase(receipt),
    queryFn: () => unwrap(api.GET("/api/shop/transactions/{receipt}", { params: { path: { receipt } } })),
    meta: { follows: ["purchase_update"] },
  });
}
