"use client";

import { useEffect, useRef, useState } from "react";

const STEP_MS = 200;
const KEPT = 12;

/** The server's clock in milliseconds, stepping; from the newest stamps, of which the one that travelled least is right. */
export function useServerNow(server_time: string): number {
  const offsets = useRef<number[]>([]);
  const [now_ms, setNow] = useState(() => Date.parse(server_time));
  useEffect(() => {
    offsets.current = [...offsets.current, Date.parse(server_time) - Date.now()].slice(-KEPT);
    const tell = () => setNow(Date.now() + Math.max(...offsets.current));
    tell();
    const timer = setInterval(tell, STEP_MS);
    return () => clearInterval(timer);
  }, [server_time]);
  return now_ms;
}
