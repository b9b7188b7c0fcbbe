import * as z from "zod/mini";

/** What the topic `crash` says. Fields may be added; a message of another shape is dropped. */
export const roundMessage = z.object({
  round_id: z.string(),
  number: z.number(),
  phase: z.enum(["betting", "running", "settling"]),
  void: z.boolean(),
  server_time: z.string(),
  opens_at: z.string(),
  locks_at: z.string(),
  next_opens_at: z.nullable(z.string()),
  multiplier: z.number(),
  crash_multiplier: z.nullable(z.number()),
  hash: z.nullable(z.string()),
  server_seed_hash: z.string(),
  client_seed: z.string(),
  nonce: z.number(),
});
export const tickMessage = z.object({ round_id: z.string(), multiplier: z.number(), server_time: z.string() });
export const betMessage = z.object({
  round_id: z.string(),
  bet_id: z.string(),
  nickname: z.string(),
  bet_amount: z.number(),
  slot: z.number(),
});
export const cashoutMessage = z.extend(betMessage, { multiplier: z.number(), win_amount: z.number() });

export type RoundMessage = z.infer<typeof roundMessage>;
export type BetMessage = z.infer<typeof betMessage>;
export type CashoutMessage = z.infer<typeof cashoutMessage>;
