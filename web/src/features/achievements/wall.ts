import type { Answer } from "@/shared/api/types";

export type Achievements = Answer<"/api/achievements", "get">;
export type Achievement = Achievements["items"][number];
export type Tier = Achievement["tier"];
export type Wall = Answer<"/api/games/achievements/{user_id}", "get">;
export type WallBadge = Wall["items"][number];

export const shownMax = 3;

export type Family = { code: string; tiers: readonly Achievement[] };

/** Achievements by family, both in the order the club gave them. */
export function familiesOf(items: readonly Achievement[]): Family[] {
  const families = new Map<string, Achievement[]>();
  for (const item of items) families.set(item.family, [...(families.get(item.family) ?? []), item]);
  return [...families].map(([code, tiers]) => ({ code, tiers }));
}

/** The tier a family's card opens with: a reward that waits, else the next one to reach, else the last. */
export function firstTier(tiers: readonly Achievement[]): Achievement | undefined {
  return tiers.find(({ claimable }) => claimable) ?? tiers.find(({ unlocked }) => !unlocked) ?? tiers.at(-1);
}

/** The way already gone, from 0 to 1. */
export function shareOf({ progress, target }: Pick<Achievement, "progress" | "target">): number {
  return target > 0 ? Math.min(1, progress / target) : 0;
}

/** The badges a profile shows, in the chosen order. */
export function shownBadges<T extends { code: string }>(items: readonly T[], showcase: readonly string[]): T[] {
  return showcase.flatMap((code) => items.find((item) => item.code === code) ?? []);
}

/** The choice after one badge was pressed: away when it is there, else added while there is room. */
export function toggled(chosen: readonly string[], code: string): string[] {
  if (chosen.includes(code)) return chosen.filter((other) => other !== code);
  return chosen.length < shownMax ? [...chosen, code] : [...chosen];
}
