"use client";

import { useQuery } from "@tanstack/react-query";
import { activity } from "@/shared/live/store";
import { api, unwrap } from "@/shared/api/client";

/** The seed pair in play, with the number of the next round. */
export function useSeeds() {
  return useQuery({
    queryKey: ["fairness", "me"],
    queryFn: () => unwrap(api.GET("/api/fairness/me")),
    meta: { follows: activity },
  });
}
