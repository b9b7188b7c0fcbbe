import type { components } from "@/shared/api/schema";

export type Pass = components["schemas"]["PassOut"];
export type PassLevel = Pass["levels"][number];
export type Track = "free" | "paid";
export type TrackReward = NonNullable<PassLevel[Track]>;
export type Bundle = TrackReward["bundle"];
export const tracks = ["free", "paid"] as const satisfies readonly Track[];

export type PartKind = "gold" | "gem" | "exp" | "vip_points" | "protections" | "lantern" | "item";
export type Part = { kind: PartKind; amount: number };

const amounts = ["gold", "gem", "exp", "vip_points", "protections"] as const;
const day_ms = 86_400_000;

function kindOfItem(code: string): PartKind {
  return code.startsWith("lantern:") ? "lantern" : "item";
}

const order: readonly PartKind[] = ["lantern", "item", "gem", "protections", "gold", "vip_points", "exp"];

function inOrder(parts: readonly Part[]): Part[] {
  return [...parts].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

/** What a bundle holds, one part a kind, the dearest first: keepsakes, then gems, then the rest. */
export function partsOf(bundle: Bundle): Part[] {
  const items = Object.entries(bundle.items ?? {}).map(([code, amount]) => ({ kind: kindOfItem(code), amount }));
  const rest = amounts.map((kind) => ({ kind, amount: bundle[kind] ?? 0 })).filter(({ amount }) => amount > 0);
  return inOrder([...items, ...rest]);
}

/** All that a track gives from level 1 to `upTo`. */
export function sumOf(levels: readonly PassLevel[], track: Track, upTo: number): Part[] {
  const sums = new Map<PartKind, number>();
  for (const level of levels) {
    const reward = level.level <= upTo ? level[track] : null;
    for (const { kind, amount } of reward ? partsOf(reward.bundle) : []) sums.set(kind, (sums.get(kind) ?? 0) + amount);
  }
  return inOrder([...sums].map(([kind, amount]) => ({ kind, amount })));
}

export function isClaimable(level: PassLevel): boolean {
  return tracks.some((track) => level[track]?.state === "claimable");
}

/** Levels reached from which nothing is left to take, up to the first that still has something. */
export function behind({ levels, level, premium_owned }: Pass): number {
  const done = (one: PassLevel) =>
    one.level < level && tracks.every((track) => !one[track] || one[track]?.state === "claimed" || (track === "paid" && !premium_owned));
  const first = levels.findIndex((one) => !done(one));
  return first === -1 ? levels.length : first;
}

/** How much of the way from one level to the next is done, 0 to 1; 1 on the highest. */
export function shareOf({ points_to_next, season }: Pick<Pass, "points_to_next" | "season">): number {
  if (points_to_next === null) return 1;
  return (season.points_per_level - points_to_next) / season.points_per_level;
}

/** Whole days until a moment; 0 on its last day. */
export function daysUntil(iso: string, now_ms: number): number {
  return Math.max(0, Math.floor((Date.parse(iso) - now_ms) / day_ms));
}
