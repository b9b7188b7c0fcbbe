"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, unwrap } from "@/shared/api/client";
import { ApiError } from "@/shared/api/errors";
import { newIdempotencyKey } from "@/shared/api/money";
import type { Answer } from "@/shared/api/types";
import { applyBalance } from "@/shared/live/store";

export type Product = Answer<"/api/shop/catalog", "get">["items"][number];
export type Package = Answer<"/api/shop/limited", "get">["items"][number];
export type Purchase = Answer<"/api/shop/transactions", "get">["items"][number];
export type Wish = { id: string; limited: boolean; quantity: number; promo: string | null };

const keys = {
  all: ["shop"] as const,
  catalog: ["shop", "catalog"] as const,
  packages: ["shop", "packages"] as const,
  quote: (wish: Wish) => ["shop", "quote", wish] as const,
  purchases: ["shop", "purchases"] as const,
  purchase: (receipt: string) => ["shop", "purchase", receipt] as const,
};
const PAGE_SIZE = 20;
const STOCK_EVERY_MS = 10_000;
const ANSWER_WITHIN_MS = 12_000;

/** What is sold, at the player's own prices. */
export function useCatalog() {
  return useQuery({
    queryKey: keys.catalog,
    queryFn: () => unwrap(api.GET("/api/shop/catalog")),
    meta: { follows: ["profile_update"] },
  });
}

/** Limited packages; what is left of them is asked again while they are looked at. */
export function usePackages() {
  return useQuery({
    queryKey: keys.packages,
    queryFn: () => unwrap(api.GET("/api/shop/limited")),
    meta: { follows: ["purchase_update"] },
    refetchInterval: STOCK_EVERY_MS,
  });
}

/** What a wish with a code costs; asked only once there is a code. */
export function useQuote(wish: Wish) {
  return useQuery({
    queryKey: keys.quote(wish),
    queryFn: () => unwrap(api.POST("/api/shop/quote", { body: { ...thing(wish), quantity: wish.quantity, promo_code: wish.promo } })),
    enabled: wish.promo !== null,
    retry: false,
    staleTime: Infinity,
  });
}

function thing({ id, limited }: Wish) {
  return limited ? { package_id: id } : { product_id: id };
}

/** Buys. Pressed again after a lost answer it is the same purchase, as long as the wish is the same. */
export function useBuy() {
  const cache = useQueryClient();
  const intent = useRef<{ key: string; wish: string } | null>(null);
  return useMutation({
    mutationFn: ({ id, limited, quantity, promo }: Wish) => {
      const wish = JSON.stringify([id, limited, quantity, promo]);
      if (intent.current?.wish !== wish) intent.current = { key: newIdempotencyKey(), wish };
      const how = { params: { header: { "idempotency-key": intent.current.key } }, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
      const rest = { quantity, ...(promo ? { promo_code: promo } : {}) };
      return unwrap(
        limited
          ? api.POST("/api/shop/limited/buy", { ...how, body: { package_id: id, ...rest } })
          : api.POST("/api/shop/buy", { ...how, body: { product_id: id, ...rest } }),
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
