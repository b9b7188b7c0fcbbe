/** Chips in a player's hand on the cloth: placed one after the other, not staked before the bet is sent. Pure. */
import { type BetType, spotById } from "../rules/layout";
import type { Chip } from "../rules/settle";

/** One gesture: what it put on which spots; undo takes a whole gesture back. */
export type Gesture = readonly { spot: string; amount: number }[];

export type TableLimits = { min: number; max: number; max_of: Partial<Record<BetType, number>> };

/** Gold by spot. */
export function amounts(gestures: readonly Gesture[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { spot, amount } of gestures.flat()) found.set(spot, (found.get(spot) ?? 0) + amount);
  return found;
}

export function total(gestures: readonly Gesture[]): number {
  return gestures.flat().reduce((sum, { amount }) => sum + amount, 0);
}

/** Adds a gesture, cut down to what the table and the player's gold still allow; null when nothing of it fits. */
export function withGesture(gestures: readonly Gesture[], gesture: Gesture, limits: TableLimits, gold: number): readonly Gesture[] | null {
  const before = amounts(gestures);
  let left = Math.min(limits.max, gold) - total(gestures);
  const kept: { spot: string; amount: number }[] = [];
  for (const { spot, amount } of gesture) {
    const type = spotById.get(spot)?.type;
    const room = type ? (limits.max_of[type] ?? 0) - (before.get(spot) ?? 0) : 0;
    const fits = Math.min(amount, room, left);
    const whole = fits - (fits % limits.min);
    if (whole <= 0) continue;
    left -= whole;
    kept.push({ spot, amount: whole });
  }
  return kept.length > 0 ? [...gestures, kept] : null;
}

/** The gesture that doubles everything on the cloth. */
export function doubling(gestures: readonly Gesture[]): Gesture {
  return [...amounts(gestures)].map(([spot, amount]) => ({ spot, amount }));
}

/** The gesture that puts these chips down again. */
export function again(chips: readonly Chip[]): Gesture {
  return chips.map(({ type, numbers, amount }) => ({ spot: `${type}:${numbers.join("-")}`, amount }));
}

/** What the API takes. */
export function asBets(gestures: readonly Gesture[]): { type: BetType; numbers: number[]; amount: number }[] {
  return [...amounts(gestures)].flatMap(([id, amount]) => {
    const spot = spotById.get(id);
    return spot ? [{ type: spot.type, numbers: [...spot.numbers], amount }] : [];
  });
}
