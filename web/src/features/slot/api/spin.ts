import { api, unwrap } from "@/shared/api/client";
import { newIdempotencyKey } from "@/shared/api/money";
import type { components } from "@/shared/api/schema";

/** One press of the button. Sent again with the same key it is the same spin, never a second one. */
export type SpinIntent = { key: string; machine_id: string; bet_amount: number };

const ANSWER_WITHIN_MS = 12_000;

export type SpinResult = components["schemas"]["SpinOut"];

export function newIntent(machine_id: string, bet_amount: number): SpinIntent {
  return { key: newIdempotencyKey(), machine_id, bet_amount };
}

/** Stakes and spins. Throws ApiError; after `offline` or `unavailable` the spin may have happened: send the same intent. */
export function sendSpin({ key, machine_id, bet_amount }: SpinIntent): Promise<SpinResult> {
  return unwrap(
    api.POST("/api/games/slot/spin", {
      params: { header: { "idempotency-key": key } },
      body: { machine_id, bet_amount },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }),
  );
}
