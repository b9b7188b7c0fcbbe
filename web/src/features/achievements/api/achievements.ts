"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { applyBalance } from "@/shared/live/store";

const keys = {
  all: ["achievements"] as const,
  own: ["achievements", "own"] as const,
  wall: (userId: number | null) => ["achievements", "wall", userId] as const,
};
const follows = ["achievement_progress", "achievement_unlock", "reward_granted"];

/** The own achievements, with their progress. */
export function useAchievements() {
  return useQuery({
    queryKey: keys.own,
    queryFn: () => unwrap(api.GET("/api/achievements")),
    meta: { follows },
  });
}

/** Anybody's badges. */
export function useWall(userId: number | null) {
  return useQuery({
    queryKey: keys.wall(userId),
    queryFn: () => unwrap(api.GET("/api/games/achievements/{user_id}", { params: { path: { user_id: userId ?? 0 } } })),
    enabled: userId !== null,
    meta: { follows: ["achievement_unlock"] },
  });
}

/** Takes the reward of an unlocked achievement. A second time gives nothing and says so. */
export function useClaimAchievement() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => unwrap(api.POST("/api/achievements/{code}/claim", { params: { path: { code } } })),
    onSuccess: ({ new_balances }) => {
      if (new_balances.gold !== undefined) applyBalance(new_balances.gold);
    },
    onSettled: () => cache.invalidateQueries({ queryKey: keys.own }),
  });
}

/** Chooses the badges the profile shows. */
export function useChooseShowcase() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (codes: string[]) => unwrap(api.PUT("/api/achievements/showcase", { body: { codes } })),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.all }),
  });
}
