/** A fresh Idempotency-Key. Keep it for as long as one intent of the player may be retried. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}
