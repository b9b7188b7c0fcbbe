"use client";

import { useEffect } from "react";
import { create } from "zustand";

const useStore = create<{ since_ms: number | null }>()(() => ({ since_ms: null }));

/** Since when this tab has been at the tables: what the clock shows until the first stake begins a sitting. */
export function useVisit(): number | null {
  useEffect(() => {
    useStore.setState(({ since_ms }) => ({ since_ms: since_ms ?? Date.now() }));
  }, []);
  return useStore(({ since_ms }) => since_ms);
}
