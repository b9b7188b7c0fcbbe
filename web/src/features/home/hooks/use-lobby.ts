"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";

/** The machines that are open, in the house's order. */
export function useLobby() {
  return useQuery({
    queryKey: ["lobby", "machines"],
    queryFn: async () => (await unwrap(api.GET("/api/games/slot/machines"))).items,
    staleTime: 5 * 60_000,
  });
}
