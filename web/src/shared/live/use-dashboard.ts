"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Dashboard } from "@/shared/api/types";
import { useSession } from "@/shared/auth/session";
import { activity, goalCompleted } from "./store";

/** What changes which rewards wait to be taken. */
const claims = ["reward_granted", "streak_update", "achievement_unlock", "pass_progress", goalCompleted] as const;
const fresh_ms = 60_000;

const readDashboard = () => unwrap(api.GET("/api/dashboard"));

/** Everything the home screen shows, asked again after whatever it shows has moved. */
export function useDashboard() {
  return useQuery({
    queryKey: ["dashboard"],
    queryFn: readDashboard,
    meta: { follows: [...activity, ...claims, "mission_progress", "event_progress", "notification"] },
  });
}

export type Claimable = Dashboard["claimable"];

/** How many rewards wait, by where; for the navigation's badges, so rounds alone ask nothing. */
export function useClaimable() {
  const known = useSession(({ user }) => user !== null);
  return useQuery({
    queryKey: ["dashboard", "claimable"],
    queryFn: readDashboard,
    select: ({ claimable }) => claimable,
    enabled: known,
    staleTime: fresh_ms,
    meta: { follows: claims },
  });
}

/** All that waits, as one number. */
export function claimableCount(claimable: Claimable | undefined): number {
  return claimable ? Object.values(claimable).reduce((sum, count) => sum + count, 0) : 0;
}
