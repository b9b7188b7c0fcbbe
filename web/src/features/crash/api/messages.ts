import type { Shaped } from "@/shared/live/shape";

/** What the topic `crash` says. Fields may be added; a message of another shape is dropped. */
export const roundMessage = {
  round_id: "string",
  number: "number",
  phase: ["betting", "running", "settling"],
  void: "boolean",
  server_time: "string",
  opens_at: "string",
  locks_at: "string",
  next_opens_at: "string?",
  multiplier: "number",
  crash_multiplier: "number?",
  hash: "string?",
  server_seed_hash: "string",
  client_seed: "string",
  nonce: "number",
} as const;
export const tickMessage = { round_id: "string", multiplier: "number", server_time: "string" } as const;
export const betMessage = { round_id: "string", bet_id: "string", nickname: "string", bet_amount: "number", slot: "number" } as const;
export const cashoutMessage = { ...betMessage, multiplier: "number", win_amount: "number" } as const;

export type RoundMessage = Shaped<typeof roundMessage>;
export type BetMessage = Shaped<typeof betMessage>;
export type CashoutMessage = Shaped<typeof cashoutMessage>;
