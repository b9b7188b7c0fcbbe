import { api, unwrap } from "@/shared/api/client";
import type { Hand } from "./hands";

const LOOKED_AT_MAX = 3;

/** How an open hand ended that was finished elsewhere; undefined when it is not among the newest rounds. Throws ApiError. */
export async function fetchFinished(open: Hand): Promise<Hand | undefined> {
  const query = { game_type: "blackjack", limit: LOOKED_AT_MAX };
  const { items } = await unwrap(api.GET("/api/games/rounds", { params: { query } }));
  for (const { round_id } of items) {
    const { outcome, fairness } = await unwrap(api.GET("/api/games/rounds/{round_id}", { params: { path: { round_id } } }));
    if (fairness.nonce !== open.fairness.nonce || fairness.server_seed_hash !== open.fairness.server_seed_hash) continue;
    // A round's outcome is what its last move was answered, but for the hand's own name and step.
    const answered = outcome as Omit<Hand, "hand_id" | "status" | "step">;
    return { ...answered, hand_id: open.hand_id, status: "settled", step: open.step + 1 };
  }
  return undefined;
}
