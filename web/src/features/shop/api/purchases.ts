"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, unwrap } from "@/shared/api/client";
import { downloadFile } from "@/shared/api/download";
import { ApiError } from "@/shared/api/errors";
import type { Answer } from "@/shared/api/types";
import { isOpen } from "../payment";
import { shopKeys } from "./keys";

export type Purchase = Answer<"/api/shop/transactions", "get">["items"][number];
export type PurchaseDetail = Answer<"/api/shop/transactions/{receipt}", "get">;

const PAGE_SIZE = 20;
const SLOW_MS = 60_000;
const ASK_EVERY_MS = 3_000;
const ASK_FOR_MS = 30_000;
const ANSWER_WITHIN_MS = 12_000;

/** Own purchases, newest first, page by page. */
export function usePurchases() {
  return useInfiniteQuery({
    queryKey: shopKeys.purchases,
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

function slowly(purchase: PurchaseDetail | undefined): number | false {
  return purchase && isOpen(purchase.status) ? SLOW_MS : false;
}

/** One purchase with its timeline, as the club has it. */
export function usePurchase(receipt: string, enabled = true) {
  return useQuery({
    queryKey: shopKeys.purchase(receipt),
    queryFn: (): Promise<PurchaseDetail> => unwrap(api.GET("/api/shop/transactions/{receipt}", { params: { path: { receipt } } })),
    enabled,
    meta: { follows: ["purchase_update"] },
    refetchInterval: ({ state }) => slowly(state.data),
  });
}

export function isUnknown(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === "not_found" || error.kind === "invalid");
}

/**
 * The end of a payment: the provider is asked at once and every 3 s for half a minute, then once a minute (`patient`), and
 * whenever the stream tells of a purchase or the network returns. While the provider does not answer, the purchase is
 * shown as the club has it.
 */
export function useSettlement(receipt: string) {
  const cache = useQueryClient();
  const [patient, setPatient] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(true), ASK_FOR_MS);
    return () => clearTimeout(timer);
  }, []);
  const settle = useQuery({
    queryKey: shopKeys.settlement(receipt),
    queryFn: async () => {
      const purchase = await unwrap(
        api.POST("/api/shop/transactions/{receipt}/settle", { params: { path: { receipt } }, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }),
      );
      cache.setQueryData<PurchaseDetail>(shopKeys.purchase(receipt), purchase);
      return purchase;
    },
    gcTime: 0,
    staleTime: ({ state }) => (state.data && !isOpen(state.data.status) ? Infinity : 0),
    meta: { follows: ["purchase_update"] },
    refetchInterval: ({ state }) => {
      if (isUnknown(state.error) || (state.data && !isOpen(state.data.status))) return false;
      return patient ? SLOW_MS : ASK_EVERY_MS;
    },
  });
  const isLost = settle.isError && !isUnknown(settle.error);
  const { data: known } = usePurchase(receipt, isLost);
  return {
    purchase: known ?? settle.data,
    error: settle.error,
    patient,
    asking: settle.isFetching,
    askAgain: () => {
      void settle.refetch();
    },
  };
}

const files = { pdf: "receipt.pdf", json: "receipt.json" } as const;
export type ReceiptFile = keyof typeof files;

/** Fetches a receipt to keep: for reading (PDF), or signed, for programs (JSON). */
export function useReceiptFile(receipt: string) {
  return useMutation({
    mutationFn: (kind: ReceiptFile) => downloadFile(`/api/shop/transactions/${encodeURIComponent(receipt)}/${files[kind]}`, `casino-club-${receipt}.${kind}`),
  });
}
