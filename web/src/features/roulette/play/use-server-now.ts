"use client";

import { useEffect, useState } from "react";
import { clock } from "./clock";

const STEP_MS = 200;

/** The server's clock in milliseconds, stepping. Only what shows a countdown should ask for it. */
export function useServerNow(): number {
  const [now_ms, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return now_ms;
}
