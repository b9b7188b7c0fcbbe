/** How a pull is told: how long each capsule stays shut, by what is in it. Milliseconds. */
import type { Tier } from "../api/banners";

export const RISE_MS = 620;
const openAfter: Record<Tier, number> = { N: 170, R: 210, SR: 420, SSR: 900 };

/** The wait before capsule `index` opens, counted from the one before (from the rise for the first). */
export function waitBefore(tier: Tier, isFirst: boolean): number {
  return openAfter[tier] + (isFirst ? RISE_MS : 0);
}

const rank: Record<Tier, number> = { N: 0, R: 1, SR: 2, SSR: 3 };

/** The rarest tier of some capsules. */
export function bestTier(capsules: readonly { tier: Tier }[]): Tier {
  return capsules.reduce<Tier>((best, { tier }) => (rank[tier] > rank[best] ? tier : best), "N");
}
