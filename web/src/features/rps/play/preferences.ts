"use client";

/** What a player last chose here, kept in this browser. */
import { create } from "zustand";
import { persist } from "zustand/middleware";
import type { Choice } from "../rules";

type Preferences = { stake: number | null; choice: Choice };

export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ stake: null, choice: "rock" }), { name: "casino-club.rps" }),
);
