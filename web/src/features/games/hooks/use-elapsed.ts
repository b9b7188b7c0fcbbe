"use client";

import { useEffect, useState } from "react";

/** Milliseconds since a moment, told every second; 0 while there is none. */
export function useElapsed(since_ms: number | null): number {
  const [now_ms, setNow] = useState(since_ms ?? 0);
  useEffect(() => {
    if (since_ms === null) return;
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [since_ms]);
  return since_ms === null ? 0 : Math.max(0, now_ms - since_ms);
}
