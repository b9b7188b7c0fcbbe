import type { Stats, User } from "@/shared/api/types";

/** Envelope of every server message. `seq` counts per user; broadcasts and control messages may have none. */
export type Envelope = {
  type: string;
  user_id: number | null;
  data: unknown;
  timestamp: string;
  seq: number | null;
};

/** Payments of the player that have not come to an end. */
export type PurchasesState = { pending_count: number };

export type InitialState = { profile: Partial<User>; stats: Partial<Stats> | null; unread: number; purchase?: PurchasesState };

/** The typed data of the messages this client acts on; others pass by. */
export type MessageData = {
  sync_connected: { session: string; seq: number };
  initial_state: InitialState;
  profile_update: { changes: Partial<User> };
  reward_granted: { reward_type: string; amount: number; currency: string; balance_after: number; reason: string };
  stats_update: { game_type: string; stats: Partial<Stats["total"]> };
  user_action: { action_type: string; context: Record<string, unknown> | null; server_ts: string };
  responsible_update: { reason: string };
  notification: { id: string; kind: string; title: string; body: string; priority: string };
  notifications_read: { unread: number };
  purchase_update: PurchasesState & { status: string; receipt_code: string; product_id: string };
};

export type MessageType = keyof MessageData;

/** Parses a frame; anything that is not an envelope is null. */
export function parseEnvelope(frame: string): Envelope | null {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("type" in value) || typeof value.type !== "string") return null;
  const { seq } = value as { seq?: unknown };
  return { ...(value as Envelope), seq: typeof seq === "number" ? seq : null };
}
