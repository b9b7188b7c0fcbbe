"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { newIdempotencyKey } from "@/shared/api/money";
import type { Answer } from "@/shared/api/types";
import { activityOf, useLive } from "@/shared/live/store";

export type WaitingHand = NonNullable<Answer<"/api/games/videopoker/current", "get">>;
export type FinishedHand = Answer<"/api/games/videopoker/{hand_id}/draw", "post">;
export type Hint = Answer<"/api/games/videopoker/{hand_id}/hint", "post">;

/** One press of the button. Sent again with the same key it is the same deal or draw, never a second one. */
export type DealIntent = { kind: "deal"; key: string; bet_amount: number };
export type DrawIntent = { kind: "draw"; key: string; hand_id: string; hold: number[] };
export type Intent = DealIntent | DrawIntent;

const ANSWER_WITHIN_MS = 12_000;
const SHOWN_MAX = 20;

export function newDeal(bet_amount: number): DealIntent {
  return { kind: "deal", key: newIdempotencyKey(), bet_amount };
}

export function newDraw(hand_id: string, hold: readonly number[]): DrawIntent {
  return { kind: "draw", key: newIdempotencyKey(), hand_id, hold: [...hold].sort() };
}

/** Stakes and deals. Throws ApiError; after `offline` or `unavailable` it may have happened: send the same intent. */
export function sendDeal({ key, bet_amount }: DealIntent) {
  return unwrap(
    api.POST("/api/games/videopoker/deal", {
      params: { header: { "idempotency-key": key } },
      body: { bet_amount },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }),
  );
}

/** Draws and pays. Throws as `sendDeal` does. */
export function sendDraw({ key, hand_id, hold }: DrawIntent): Promise<FinishedHand> {
  return unwrap(
    api.POST("/api/games/videopoker/{hand_id}/draw", {
      params: { path: { hand_id }, header: { "idempotency-key": key } },
      body: { hold },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }),
  );
}

export function askHint(hand_id: string): Promise<Hint> {
  return unwrap(api.POST("/api/games/videopoker/{hand_id}/hint", { params: { path: { hand_id } } }));
}

export function fetchCurrent(): Promise<WaitingHand | null> {
  return unwrap(api.GET("/api/games/videopoker/current"));
}

/** The hand that waits for its draw, from before a reload or another screen; asked once a visit. */
export function useCurrentHand() {
  return useQuery({ queryKey: ["videopoker", "current"], queryFn: fetchCurrent, staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false });
}

/** The player's newest hands; `paused` while a hand is being turned, so that no result is told early. */
export function useHistory(paused: boolean) {
  const activity = useLive(activityOf);
  return useQuery({
    queryKey: ["videopoker", "history", activity],
    queryFn: async () => {
      const query = { game_type: "videopoker", limit: SHOWN_MAX };
      return (await unwrap(api.GET("/api/games/rounds", { params: { query } }))).items;
    },
    enabled: !paused,
    placeholderData: (previous) => previous,
  });
}
