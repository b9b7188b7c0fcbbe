"use client";

/** What a player last set on the two panels, kept in this browser. */
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { SlotNumber } from "../api/crash";

export type PanelSettings = { stake: number; auto: boolean; autoAt: number };
type Preferences = { panels: Readonly<Record<SlotNumber, PanelSettings>>; second: boolean };

const first: PanelSettings = { stake: 100, auto: false, autoAt: 2 };

export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ panels: { 1: first, 2: first }, second: false }), { name: "casino-club.crash" }),
);

export function setPanel(slot: SlotNumber, change: Partial<PanelSettings>): void {
  usePreferences.setState(({ panels }) => ({ panels: { ...panels, [slot]: { ...panels[slot], ...change } } }));
}

export function showSecond(second: boolean): void {
  usePreferences.setState({ second });
}

/** The nearest stake the table takes. */
export function fitStake(stake: number, { min, max, step }: { min: number; max: number; step: number }): number {
  if (!Number.isFinite(stake)) return min;
  return Math.min(max, Math.max(min, Math.round(stake / step) * step));
}

/** An automatic cash-out on the grid of hundredths, within the table's bounds. */
export function fitAuto(multiplier: number, min: number, max: number): number {
  if (!Number.isFinite(multiplier)) return 2;
  return Math.min(max, Math.max(min, Math.round(multiplier * 100) / 100));
}
