"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { newIdempotencyKey } from "@/shared/api/money";
import type { components } from "@/shared/api/schema";
import { useLive } from "@/shared/live/store";
import { clock } from "../play/clock";
import type { Chip } from "../rules/settle";

export type Wheel = components["schemas"]["WheelOut"];
export type OwnBet = components["schemas"]["WheelOwnBetOut"];
export type PastRound = components["schemas"]["WheelPastOut"];
export type Placed = components["schemas"]["WheelPlacedOut"];

export const wheelKey = ["roulette", "current"] as const;
const POLL_MS = 1_000;

/** The table as it stands. The stream keeps it current; while it is silent, it is asked. */
export function useWheel() {
  const isLive = useLive((state) => state.connection === "live");
  return useQuery({
    queryKey: wheelKey,
    queryFn: async () => {
      const wheel = await unwrap(api.GET("/api/games/roulette/current"));
      clock.hear(wheel.server_time);
      return wheel;
    },
    staleTime: 0,
    refetchInterval: (query) => (isLive && query.state.data ? false : POLL_MS),
  });
}

/** Chips on their way to the table. Sent again with the same key they are the same bet. */
export type BetIntent = { key: string; round_id: string; bets: readonly Chip[] };

const ANSWER_WITHIN_MS = 12_000;

export function newIntent(round_id: string, bets: readonly Chip[]): BetIntent {
  return { key: newIdempotencyKey(), round_id, bets };
}

export function sendBets({ key, bets }: BetIntent): Promise<Placed> {
  return unwrap(
    api.POST("/api/games/roulette/bet", {
      params: { header: { "idempotency-key": key } },
      body: { bets: bets.map(({ type, numbers, amount }) => ({ type, numbers: [...numbers], amount })) },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }),
  );
}
