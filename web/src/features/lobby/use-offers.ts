"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";

/** Every game of the house: whether it is open, its limits and its published return. */
export function useOffers() {
  return useQuery({
    queryKey: ["lobby", "games"],
    queryFn: async () => (await unwrap(api.GET("/api/games"))).items,
    staleTime: 60_000,
  });
}
