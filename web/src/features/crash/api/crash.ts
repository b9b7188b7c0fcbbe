"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { newIdempotencyKey } from "@/shared/api/money";
import type { Answer } from "@/shared/api/types";

export type CrashTable = Answer<"/api/games/crash/current", "get">;
export type TableBet = CrashTable["bets"][number];
export type OwnBet = CrashTable["mine"][number];
export type PastRound = Answer<"/api/games/crash/history", "get">["items"][number];
export type Placed = Answer<"/api/games/crash/bet", "post">;
export type CashedOut = Answer<"/api/games/crash/cashout", "post">;
export type SlotNumber = 1 | 2;

const ANSWER_WITHIN_MS = 8_000;
const STRIP_MAX = 30;

export function fetchCurrent(): Promise<CrashTable> {
  return unwrap(api.GET("/api/games/crash/current"));
}

/** Stakes on the round that takes bets. Its answer may be lost: the table's own snapshot then tells whether it stands. */
export function sendBet(slot: SlotNumber, bet_amount: number, auto_cashout: number | null): Promise<Placed> {
  return unwrap(
    api.POST("/api/games/crash/bet", {
      params: { header: { "idempotency-key": newIdempotencyKey() } },
      body: { bet_amount, auto_cashout, slot },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }),
  );
}

/** Leaves the round at the multiplier of the moment the server hears it. */
export function sendCashout(bet_id: string): Promise<CashedOut> {
  return unwrap(
    api.POST("/api/games/crash/cashout", {
      params: { header: { "idempotency-key": newIdempotencyKey() } },
      body: { bet_id },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }),
  );
}

/** The newest finished rounds; `lastNumber` is the round that ended last as this screen knows it. */
export function usePastRounds(lastNumber: number) {
  return useQuery({
    queryKey: ["crash", "history", lastNumber],
    queryFn: async () => (await unwrap(api.GET("/api/games/crash/history", { params: { query: { limit: STRIP_MAX } } }))).items,
    placeholderData: (previous) => previous,
    staleTime: Infinity,
  });
}
