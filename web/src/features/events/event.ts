import type { components } from "@/shared/api/schema";
import { type Bundle, type RewardItem, itemsOfBundle } from "@/shared/ui/reward-items";

export type LiveEvent = components["schemas"]["EventOut"];
export type Goal = components["schemas"]["EventGoalOut"];
export type Sections = { active: readonly LiveEvent[]; upcoming: readonly LiveEvent[]; ended: readonly LiveEvent[] };

const DAY_MS = 86_400_000;

/** Running events by weight, coming ones by their start, past ones with the newest first. */
export function sectionsOf(events: readonly LiveEvent[]): Sections {
  const of = (status: LiveEvent["status"]) => events.filter((event) => event.status === status);
  return {
    active: of("active").sort((a, b) => b.priority - a.priority || a.end_date.localeCompare(b.end_date)),
    upcoming: of("upcoming").sort((a, b) => a.start_date.localeCompare(b.start_date)),
    ended: of("ended").sort((a, b) => b.end_date.localeCompare(a.end_date)),
  };
}

/** Whole days until a moment, none below zero: an end is told in days, never in seconds. */
export function daysUntil(iso: string, now_ms: number): number {
  return Math.max(0, Math.floor((Date.parse(iso) - now_ms) / DAY_MS));
}

const order = ["gold", "gem", "exp", "vip_points", "protection", "pass_levels"];

/** What an event gives, gold first. */
export function rewardsOf(rewards: LiveEvent["rewards"]): RewardItem[] {
  const place = ({ type }: RewardItem) => (order.includes(type) ? order.indexOf(type) : order.length);
  return itemsOfBundle(rewards as Bundle).sort((a, b) => place(a) - place(b));
}

/** What can be done with an event now; `claim` goes before everything else. */
export function stepOf(event: LiveEvent): "claim" | "join" | "underway" | "claimed" | "none" {
  if (event.claimed) return "claimed";
  if (event.claimable) return "claim";
  if (event.status !== "active") return "none";
  return event.joined ? "underway" : "join";
}
