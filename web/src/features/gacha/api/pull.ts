import { api, unwrap } from "@/shared/api/client";
import { newIdempotencyKey } from "@/shared/api/money";
import type { components } from "@/shared/api/schema";

export type PullCount = 1 | 10;
export type PullResult = components["schemas"]["PullOut"];
export type Capsule = PullResult["items"][number];

/** One press of a button. Sent again with the same key it is the same pull, never a second one. */
export type PullIntent = { key: string; banner_id: string; count: PullCount };

const ANSWER_WITHIN_MS = 12_000;

export function newPull(banner_id: string, count: PullCount): PullIntent {
  return { key: newIdempotencyKey(), banner_id, count };
}

/** Pays and pulls. Throws ApiError; after `offline` or `unavailable` it may have happened: send the same intent. */
export function sendPull({ key, banner_id, count }: PullIntent): Promise<PullResult> {
  return unwrap(
    api.POST("/api/gacha/spin", {
      params: { header: { "idempotency-key": key } },
      body: { banner_id, count },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }),
  );
}
