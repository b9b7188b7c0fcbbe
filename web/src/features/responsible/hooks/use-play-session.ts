"use client";

import { useEffect } from "react";
import { create } from "zustand";

/** Where this sitting stands: since when it runs and its net result in gold. */
export type PlaySession = { startedAt_ms: number | null; net: number };

const useStore = create<PlaySession>()(() => ({ startedAt_ms: null, net: 0 }));

export function usePlaySession(): PlaySession {
  useEffect(() => {
    useStore.setState(({ startedAt_ms }) => ({ startedAt_ms: startedAt_ms ?? Date.now() }));
  }, []);
  return useStore();
}
