"use client";

/** What a player chose at the machines, kept in this browser. */
import { create } from "zustand";
import { persist } from "zustand/middleware";

type Preferences = { turbo: boolean; stakes: Readonly<Record<string, number>> };

export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ turbo: false, stakes: {} }), { name: "casino-club.slot" }),
);

export function toggleTurbo(): void {
  usePreferences.setState(({ turbo }) => ({ turbo: !turbo }));
}

export function rememberStake(machineId: string, stake: number): void {
  usePreferences.setState(({ stakes }) => ({ stakes: { ...stakes, [machineId]: stake } }));
}
