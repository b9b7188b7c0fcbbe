/** Chips in a player's hand on the cloth: placed one after the other, not staked before the bet is sent. Pure. */
import { type BetType, spotById, spotId } from "../rules/layout";
import type { Chip } from "../rules/settle";

/** One gesture: what it put on which spots; undo takes a whole gesture back. */
export type Gesture = readonly { spot: string; amount: number }[];

/** Gold: `max` is what the round still takes of this player, `gold` what the player has. */
export type TableLimits = { min: number; step: number; max: number; max_of: Partial<Record<BetType, number>>; gold: number };

/** Why not everything of a gesture fits. */
export type Refusal = "gold" | "spot" | "table";

/** Gold by spot. */
export function amounts(gestures: readonly Gesture[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { spot, amount } of gestures.flat()) found.set(spot, (found.get(spot) ?? 0) + amount);
  return found;
}

export function total(gestures: readonly Gesture[]): number {
  return gestures.flat().reduce((sum, { amount }) => sum + amount, 0);
}

/** Adds a gesture, cut down to what spot, table and gold still allow, and says what cut it; the hand as it was when nothing fits. */
export function withGesture(hand: readonly Gesture[], gesture: Gesture, limits: TableLimits): { hand: readonly Gesture[]; refusal: Refusal | null } {
  const placed = new Map(amounts(hand));
  let left = Math.min(limits.max, limits.gold) - total(hand);
  let refusal: Refusal | null = null;
  const kept: { spot: string; amount: number }[] = [];
  for (const { spot, amount } of gesture) {
    const type = spotById.get(spot)?.type;
    if (!type) continue;
    const before = placed.get(spot) ?? 0;
    const room = (limits.max_of[type] ?? 0) - before;
    const fits = Math.min(amount, room, left);
    if (fits < amount) refusal = room <= left ? "spot" : limits.gold < limits.max ? "gold" : "table";
    const whole = fits - (fits % limits.step);
    if (whole <= 0 || before + whole < limits.min) continue;
    left -= whole;
    placed.set(spot, before + whole);
    kept.push({ spot, amount: whole });
  }
  return { hand: kept.length > 0 ? [...hand, kept] : hand, refusal };
}

/** The hand without anything on one spot. */
export function without(hand: readonly Gesture[], spot: string): readonly Gesture[] {
  return hand.map((gesture) => gesture.filter((put) => put.spot !== spot)).filter((gesture) => gesture.length > 0);
}

/** The gesture that doubles everything on the cloth. */
export function doubling(gestures: readonly Gesture[]): Gesture {
  return [...amounts(gestures)].map(([spot, amount]) => ({ spot, amount }));
}

/** The gesture that puts these chips down again. */
export function again(chips: readonly Chip[]): Gesture {
  return doubling([chips.map(({ type, numbers, amount }) => ({ spot: spotId(type, numbers), amount }))]);
}

/** What the API takes. */
export function asBets(gestures: readonly Gesture[]): Chip[] {
  return [...amounts(gestures)].flatMap(([id, amount]) => {
    const spot = spotById.get(id);
    return spot ? [{ type: spot.type, numbers: spot.numbers, amount }] : [];
  });
}
