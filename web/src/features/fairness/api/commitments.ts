"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";

export const fairnessKeys = {
  all: ["fairness"] as const,
  commitments: ["fairness", "commitments"] as const,
  proof: (roundId: string) => ["fairness", "proof", roundId] as const,
};

/** The seeds in use: their hashes, the player's own seed, the next round's nonce. */
export function useCommitments() {
  return useQuery({ queryKey: fairnessKeys.commitments, queryFn: () => unwrap(api.GET("/api/fairness/me")), staleTime: 0 });
}

/** Reveals the seed in use and goes on with the next; proofs waiting for it become checkable. */
export function useRotation() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (clientSeed?: string) =>
      unwrap(api.POST("/api/fairness/rotate", { body: clientSeed ? { client_seed: clientSeed } : {} })),
    onSuccess: () => cache.invalidateQueries({ queryKey: fairnessKeys.all }),
  });
}
