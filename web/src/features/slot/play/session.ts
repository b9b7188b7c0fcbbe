"use client";

/** This visit's clock and net result at the machines; it begins with the tab and is forgotten with it. */
import { create } from "zustand";

type Session = { startedAt_ms: number | null; spins: number; net: number };

export const useSession = create<Session>()(() => ({ startedAt_ms: null, spins: 0, net: 0 }));

/** Starts the clock on the first visit to a machine. */
export function beginSession(now_ms = Date.now()): void {
  useSession.setState((session) => ({ startedAt_ms: session.startedAt_ms ?? now_ms }));
}

export function recordRound(net: number): void {
  useSession.setState((session) => ({ spins: session.spins + 1, net: session.net + net }));
}
