"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, unwrap } from "@/shared/api/client";
import { ApiError } from "@/shared/api/errors";
import { newIdempotencyKey } from "@/shared/api/money";
import type { Answer } from "@/shared/api/types";
import { applyBalance } from "@/shared/live/store";
import { useTopic } from "@/shared/live/topics";
import { deviceMark } from "../device";
import { askAgainIn_ms, stockOf, stocked } from "../stock";
import { noteTold } from "../told";
import { shopKeys } from "./keys";

export type Product = Answer<"/api/shop/catalog", "get">["items"][number];
export type Package = Answer<"/api/shop/limited", "get">["items"][number];
export type Wish = { id: string; limited: boolean; quantity: number; promo: string | null };

type Packages = Answer<"/api/shop/limited", "get">;

const ANSWER_WITHIN_MS = 12_000;

/** What is sold, at the player's own prices. */
export function useCatalog() {
  return useQuery({
    queryKey: shopKeys.catalog,
    queryFn: () => unwrap(api.GET("/api/shop/catalog")),
    meta: { follows: ["profile_update"] },
  });
}

/** Limited packages. What is left of them comes by their topic; they are asked again when one opens or ends, and now and then. */
export function usePackages() {
  const cache = useQueryClient();
  const askAgain = () => void cache.invalidateQueries({ queryKey: shopKeys.packages });
  const found = useQuery({
    queryKey: shopKeys.packages,
    queryFn: () => unwrap(api.GET("/api/shop/limited")),
    meta: { follows: ["purchase_update"] },
    refetchInterval: ({ state }) => askAgainIn_ms(state.data?.items ?? [], Date.now()),
  });
  useTopic(
    "shop",
    {
      package_stock: (data) => {
        const stock = stockOf(data);
        const known = cache.getQueryData<Packages>(shopKeys.packages);
        if (!stock || !known) return;
        const items = stocked(known.items, stock);
        if (items) cache.setQueryData<Packages>(shopKeys.packages, { ...known, items });
        else askAgain();
      },
    },
    askAgain,
  );
  return found;
}

/** What a wish with a code costs; asked only once there is a code. */
export function useQuote(wish: Wish) {
  return useQuery({
    queryKey: shopKeys.quote(wish),
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
      const header = { "idempotency-key": intent.current.key, "x-device-id": deviceMark() };
      const how = { params: { header }, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
      const rest = { quantity, ...(promo ? { promo_code: promo } : {}) };
      return unwrap(
        limited
          ? api.POST("/api/shop/limited/buy", { ...how, body: { package_id: id, ...rest } })
          : api.POST("/api/shop/buy", { ...how, body: { product_id: id, ...rest } }),
      );
    },
    onSuccess: ({ status, receipt_code, new_gold_balance }) => {
      intent.current = null;
      applyBalance(new_gold_balance);
      if (status !== "pending") noteTold(receipt_code);
    },
    onError: (error) => {
      const unsure = !(error instanceof ApiError) || error.kind === "offline" || error.kind === "unavailable";
      if (!unsure) intent.current = null;
    },
    onSettled: () => cache.invalidateQueries({ queryKey: shopKeys.all }),
  });
}
