import type { components } from "@/shared/api/schema";

export type Stage = components["schemas"]["StageOut"];
export type Episode = components["schemas"]["EpisodeOut"];
export type Supporter = components["schemas"]["SupporterOut"];
export type Gifting = components["schemas"]["GiftingOut"];
export type Sent = components["schemas"]["StageGiftSentOut"];
export type Update = Pick<Stage, "model_index" | "supporters">;

function isSupporter(value: unknown): value is Supporter {
  return typeof value === "object" && value !== null && "rank" in value && typeof value.rank === "number" && "gold" in value && typeof value.gold === "number";
}

/** What `stage_update` says; null for a message of another shape. */
export function updateOf(data: unknown): Update | null {
  if (typeof data !== "object" || data === null || !("model_index" in data) || !("supporters" in data)) return null;
  const { model_index, supporters } = data;
  if (typeof model_index !== "number" || !Array.isArray(supporters) || !supporters.every(isSupporter)) return null;
  return { model_index, supporters };
}

/** The stage after a broadcast. The index only grows, so an older word changes nothing. */
export function updated(stage: Stage, update: Update): Stage {
  return update.model_index < stage.model_index ? stage : { ...stage, ...update };
}

/** The most a gift may be now: the limits, and what the player has, in whole steps. */
export function giftMax({ step, gift_max, day_left }: Gifting, gold: number): number {
  return Math.max(0, Math.floor(Math.min(gift_max, day_left, gold) / step) * step);
}

export type Shelf = { onAir: Episode | null; coming: readonly Episode[]; past: readonly Episode[] };

/** Episodes as the shelf shows them: the next first among those to come, the latest first among those gone. */
export function shelfOf(episodes: readonly Episode[], onAir: Episode | null): Shelf {
  return {
    onAir,
    coming: episodes.filter(({ status }) => status === "upcoming").sort((a, b) => a.starts_at.localeCompare(b.starts_at)),
    past: episodes.filter(({ status }) => status === "past").sort((a, b) => b.starts_at.localeCompare(a.starts_at)),
  };
}
