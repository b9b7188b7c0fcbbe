"use client";

import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { applyBalance } from "@/shared/live/store";

export type Tour = Answer<"/api/onboarding", "get">;
export type Claimed = Answer<"/api/onboarding/claim", "post">;
export type StepId = Tour["steps"][number]["id"];
/** The steps, and the gift at their end. */
export type Stop = StepId | "reward";

const tourKey = ["onboarding"];

/** Where the player stands; asked again after a settled round and a changed limit, which are steps. */
export function useTour() {
  return useQuery({
    queryKey: tourKey,
    queryFn: () => unwrap(api.GET("/api/onboarding")),
    meta: { follows: ["stats_update", "responsible_update"] },
  });
}

const keep = (queries: QueryClient) => (tour: Tour) => void queries.setQueryData(tourKey, tour);

/** Tells of a step that only the client sees. */
export function useReportStep() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (step: StepId) => unwrap(api.POST("/api/onboarding/steps/{step}", { params: { path: { step } } })),
    onSuccess: keep(queries),
  });
}

export function useSkipTour() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: () => unwrap(api.POST("/api/onboarding/skip")), onSuccess: keep(queries) });
}

export function useResumeTour() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: () => unwrap(api.POST("/api/onboarding/resume")), onSuccess: keep(queries) });
}

/** The first gift; its gold shows at once. */
export function useClaimTour() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/onboarding/claim")),
    onSuccess: ({ new_balances, applied }) => {
      if (applied && new_balances.gold !== undefined) applyBalance(new_balances.gold);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: tourKey }),
  });
}
