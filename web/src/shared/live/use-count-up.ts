"use client";

import { useEffect, useRef, useState } from "react";

const duration_ms = 700;

function easeOut(share: number): number {
  return 1 - (1 - share) ** 3;
}

function motionIsReduced(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Counts from the last shown value to `value` within 700 ms; jumps when motion is reduced or there was no value. */
export function useCountUp(value: number | null): number | null {
  const [shown, setShown] = useState(value);
  const shownNow = useRef(value);

  useEffect(() => {
    const from = shownNow.current;
    const show = (next: number | null) => {
      shownNow.current = next;
      setShown(next);
    };
    const jump = value === null || from === null || from === value || document.hidden || motionIsReduced();
    let frame = 0;
    const start_ms = performance.now();
    const step = (now_ms: number) => {
      const share = jump ? 1 : Math.min(1, Math.max(0, now_ms - start_ms) / duration_ms);
      if (share === 1 || value === null || from === null) {
        show(value);
        return;
      }
      show(Math.round(from + (value - from) * easeOut(share)));
      frame = requestAnimationFrame(step);
    };
    if (jump) show(value);
    else frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [value]);

  return shown;
}
