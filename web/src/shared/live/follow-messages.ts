import type { QueryClient } from "@tanstack/react-query";
import { everything, useLive } from "./store";

const gather_ms = 350;

/**
 * Queries marked `meta: {follows: [types of live messages]}` are asked again after one of these; a burst asks once.
 * Returns the unsubscriber.
 */
export function followMessages(queries: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const heard = new Set<string>();
  const refresh = () => {
    timer = null;
    const types = new Set(heard);
    heard.clear();
    void queries.invalidateQueries({
      predicate: ({ meta }) => {
        const follows = meta?.follows;
        return Array.isArray(follows) && (types.has(everything) || follows.some((type) => types.has(String(type))));
      },
    });
  };
  const unsubscribe = useLive.subscribe((state, before) => {
    if (state.heard === before.heard) return;
    for (const [type, times] of Object.entries(state.heard)) {
      if (times !== before.heard[type]) heard.add(type);
    }
    timer ??= setTimeout(refresh, gather_ms);
  });
  return () => {
    if (timer) clearTimeout(timer);
    unsubscribe();
  };
}
