import type { QueryClient } from "@tanstack/react-query";
import { useLive } from "./store";

const gather_ms = 350;

/**
 * Queries marked `meta: {followsActivity: true}` are asked again after settled rounds; a burst of rounds asks once.
 * Returns the unsubscriber.
 */
export function followActivity(queries: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const refresh = () => {
    timer = null;
    void queries.invalidateQueries({ predicate: (query) => query.meta?.followsActivity === true });
  };
  const unsubscribe = useLive.subscribe(({ activity }, before) => {
    if (activity > before.activity) timer ??= setTimeout(refresh, gather_ms);
  });
  return () => {
    if (timer) clearTimeout(timer);
    unsubscribe();
  };
}
