import { shaped } from "@/shared/live/shape";
import type { Package } from "./api/shop";

export type Stock = { package_id: string; left: number };

const SLOW_MS = 60_000;
const SOON_MS = 1_000;

/** What a broadcast says is left of a package; null for anything else. */
export function stockOf(data: unknown): Stock | null {
  return shaped({ package_id: "string", left: "number" }, data);
}

/** The packages with what is left now; null when only the server can tell how they stand (unknown, or back on sale). */
export function stocked(items: readonly Package[], { package_id, left }: Stock): Package[] | null {
  const known = items.find((one) => one.package_id === package_id);
  if (!known || (known.state === "sold_out" && left > 0)) return null;
  const state = known.state === "open" && left <= 0 ? "sold_out" : known.state;
  return items.map((one) => (one === known ? { ...one, left, state } : one));
}

/** How long until packages are asked for again: when the next one opens or ends, and at least once a minute. */
export function askAgainIn_ms(items: readonly Pick<Package, "starts_at" | "ends_at">[], now_ms: number): number {
  const waits = items.flatMap(({ starts_at, ends_at }) => [starts_at, ends_at]).map((moment) => Date.parse(moment) - now_ms);
  return Math.min(SLOW_MS, ...waits.filter((wait) => wait > 0).map((wait) => wait + SOON_MS));
}
