import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { newIdempotencyKey } from "@/shared/api/money";
import type { components } from "@/shared/api/schema";
import { activityOf, useLive } from "@/shared/live/store";

export type Hand = components["schemas"]["BlackjackHandOut"];
export type PlayerHand = Hand["hands"][number];
export type Action = Hand["actions"][number];
export type Table = components["schemas"]["BlackjackTableOut"];

/** One press of a button. Sent again with the same key it is the same move, never a second one. `cost` is gold it stakes. */
export type DealIntent = { kind: "deal"; key: string; cost: number };
export type ActIntent = { kind: "act"; key: string; cost: number; hand_id: string; step: number; action: Action };
export type Intent = DealIntent | ActIntent;

const ANSWER_WITHIN_MS = 12_000;
const SHOWN_MAX = 20;

export const blackjackKeys = { current: ["blackjack", "current"], table: ["blackjack", "table"] } as const;

export function newDeal(stake: number): DealIntent {
  return { kind: "deal", key: newIdempotencyKey(), cost: stake };
}

export function newAct(hand: Hand, action: Action): ActIntent {
  return { kind: "act", key: newIdempotencyKey(), cost: costOf(hand, action), hand_id: hand.hand_id, step: hand.step, action };
}

/** What an action adds to the stake: another stake for double and split, half the first one for insurance. */
export function costOf(hand: Hand, action: Action): number {
  const stake = hand.hands[hand.active_hand ?? 0]?.bet_amount ?? 0;
  if (action === "insurance") return stake / 2;
  return action === "double" || action === "split" ? stake : 0;
}

/** Deals or acts. Throws ApiError; after `offline` or `unavailable` it may have happened: send the same intent. */
export function send(intent: Intent): Promise<Hand> {
  const header = { "idempotency-key": intent.key };
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  if (intent.kind === "deal")
    return unwrap(api.POST("/api/games/blackjack/deal", { params: { header }, body: { bet_amount: intent.cost }, signal }));
  const { hand_id, action, step } = intent;
  return unwrap(
    api.POST("/api/games/blackjack/{hand_id}/action", { params: { path: { hand_id }, header }, body: { action, step }, signal }),
  );
}

export function fetchCurrent(): Promise<Hand | null> {
  return unwrap(api.GET("/api/games/blackjack/current"));
}

/** The hand left open before a reload, on another device or in another room; asked once a visit. */
export function useCurrentHand() {
  return useQuery({ queryKey: blackjackKeys.current, queryFn: fetchCurrent, staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false });
}

/** The table that plays now: stakes, exact return and the basic strategy solved for its rules. */
export function useTable() {
  return useQuery({ queryKey: blackjackKeys.table, queryFn: () => unwrap(api.GET("/api/games/blackjack/table")), staleTime: 60_000 });
}

/** The player's newest hands; `paused` while a hand is revealed, so that no result is told early. */
export function useHistory(paused: boolean) {
  const activity = useLive(activityOf);
  return useQuery({
    queryKey: ["blackjack", "history", activity],
    queryFn: async () => {
      const query = { game_type: "blackjack", limit: SHOWN_MAX };
      return (await unwrap(api.GET("/api/games/rounds", { params: { query } }))).items;
    },
    enabled: !paused,
    placeholderData: (previous) => previous,
  });
}
