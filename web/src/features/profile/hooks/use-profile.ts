"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";

/** A player's profile: everything of one's own, the public part of another's. */
export function useProfile(userId: number | null) {
  return useQuery({
    queryKey: ["profile", userId],
    queryFn: () => unwrap(api.GET("/api/users/{user_id}/profile", { params: { path: { user_id: userId ?? 0 } } })),
    enabled: userId !== null,
  });
}
