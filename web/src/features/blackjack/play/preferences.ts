"use client";

/** What a player last staked here, kept in this browser. */
import { create } from "zustand";
import { persist } from "zustand/middleware";

type Preferences = { stake: number | null };

export const usePreferences = create<Preferences>()(persist((): Preferences => ({ stake: null }), { name: "casino-club.blackjack" }));
