import { QueryClient } from "@tanstack/react-query";

/** Retries live in the transport (`retry.ts`); the cache only decides freshness. Offline queries wait and resume by themselves. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 15_000, retry: false, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
