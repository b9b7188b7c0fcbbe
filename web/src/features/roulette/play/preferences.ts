"use client";

/** The chip a player last chose and what was placed in the round last played, kept in this browser. */
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { Chip } from "../rules/settle";

type LastBets = { round_id: string; bets: readonly Chip[] };
type Preferences = { chip: number | null; last: LastBets | null };

export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ chip: null, last: null }), { name: "casino-club.roulette", version: 1 }),
);

/** Several bets on one round are one thing to repeat. */
export function rememberBets(round_id: string, bets: readonly Chip[]): void {
  usePreferences.setState(({ last }) => ({ last: { round_id, bets: last?.round_id === round_id ? [...last.bets, ...bets] : bets } }));
}
