import type { LimitKind } from "./api/limits";

export type Unit = "gold" | "won" | "minutes";

/** What a limit counts. */
export const unitOf: Readonly<Record<LimitKind, Unit>> = {
  stake_max: "gold",
  daily_loss: "gold",
  weekly_loss: "gold",
  monthly_loss: "gold",
  daily_purchase: "won",
  monthly_purchase: "won",
  daily_minutes: "minutes",
};

export const playLimits: readonly LimitKind[] = ["stake_max", "daily_loss", "weekly_loss", "monthly_loss", "daily_minutes"];
export const purchaseLimits: readonly LimitKind[] = ["daily_purchase", "monthly_purchase"];

/** True when `next` allows more than `held`: it will have to wait a day. Null allows everything. */
export function isLooser(next: number | null, held: number | null): boolean {
  return held !== null && (next === null || next > held);
}

/** A typed limit; null when it is no whole number a limit can be. */
export function readLimit(text: string, unit: Unit): number | null {
  if (!/^\d{1,15}$/.test(text.trim())) return null;
  const value = Number(text.trim());
  return unit === "minutes" && (value < 1 || value > 1440) ? null : value;
}
