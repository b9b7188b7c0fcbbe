const minute_ms = 60_000;

export type Left = { unit: "days" | "hours" | "minutes" | "soon"; days: number; hours: number; minutes: number };

/** Milliseconds until a moment, at least one second. */
export function untilReset_ms(iso: string, now_ms: number): number {
  return Math.max(1_000, Date.parse(iso) - now_ms);
}

/** What is left until a moment, in the two largest units: calm, without seconds. */
export function leftUntil(iso: string, now_ms: number): Left {
  const total = Math.max(0, Math.floor((Date.parse(iso) - now_ms) / minute_ms));
  const days = Math.floor(total / 1440);
  const hours = Math.floor((total % 1440) / 60);
  const minutes = total % 60;
  const unit = days > 0 ? "days" : hours > 0 ? "hours" : minutes > 0 ? "minutes" : "soon";
  return { unit, days, hours, minutes };
}
