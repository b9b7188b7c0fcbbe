import { api, unwrap } from "@/shared/api/client";
import { newIdempotencyKey } from "@/shared/api/money";
import type { components } from "@/shared/api/schema";
import type { Choice } from "../rules";

/** One press of the button. Sent again with the same key it is the same throw, never a second one. */
export type ThrowIntent = { key: string; bet_amount: number; choice: Choice };

export type ThrowResult = components["schemas"]["RpsPlayOut"];

const ANSWER_WITHIN_MS = 12_000;

export function newIntent(bet_amount: number, choice: Choice): ThrowIntent {
  return { key: newIdempotencyKey(), bet_amount, choice };
}

/** Stakes and throws. Throws ApiError; after `offline` or `unavailable` it may have happened: send the same intent. */
export function sendThrow({ key, bet_amount, choice }: ThrowIntent): Promise<ThrowResult> {
  return unwrap(
    api.POST("/api/games/rps/play", {
      params: { header: { "idempotency-key": key } },
      body: { bet_amount, choice },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }),
  );
}
