"use client";

/** The chip a player last chose and the bet last placed, kept in this browser. */
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { Chip } from "../rules/settle";

type Preferences = { chip: number | null; last: readonly Chip[] };

export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ chip: null, last: [] }), { name: "casino-club.roulette" }),
);
