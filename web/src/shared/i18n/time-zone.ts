"use client";

import { useSyncExternalStore } from "react";

const clubTimeZone = "Asia/Seoul";
const subscribe = () => () => undefined;

/** The viewer's zone; the prerendered page uses the club's until it wakes in a browser. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    subscribe,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => clubTimeZone,
  );
}
