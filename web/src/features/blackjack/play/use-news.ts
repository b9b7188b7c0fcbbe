"use client";

import { useEffect, useRef } from "react";
import { activityOf, useLive } from "@/shared/live/store";

const GATHER_MS = 350;

/**
 * Calls `look` when something may have happened to this player's hand elsewhere: a round was settled, gold moved to a balance this
 * screen was not told (`known`), the connection is back, or the player came back to this window. A burst calls once.
 */
export function useNews(known: number | null, look: () => void): void {
  const latest = useRef({ known, look });
  useEffect(() => {
    latest.current = { known, look };
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = null;
        latest.current.look();
      }, GATHER_MS);
    };
    const onVisible = () => {
      if (document.visibilityState === "visible") soon();
    };
    const unsubscribe = useLive.subscribe((state, before) => {
      const isBack = state.connection === "live" && before.connection !== "live";
      const moved = state.gold.streamed !== before.gold.streamed && state.gold.streamed !== latest.current.known;
      if (activityOf(state) > activityOf(before) || isBack || moved) soon();
    });
    window.addEventListener("focus", soon);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      if (timer) clearTimeout(timer);
      unsubscribe();
      window.removeEventListener("focus", soon);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, []);
}
