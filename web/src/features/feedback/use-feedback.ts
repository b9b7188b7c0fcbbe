"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";

export type Feedback = Answer<"/api/feedback", "get">;

/** One kind line of the club about something that just happened; `about` names that one thing. Silent without it, and when it cannot be asked. */
export function useFeedback(actionType: string, result: string | undefined, about: string | undefined): Feedback | null {
  const { data } = useQuery({
    queryKey: ["feedback", actionType, result, about],
    queryFn: () => unwrap(api.GET("/api/feedback", { params: { query: { action_type: actionType, result } } })),
    enabled: result !== undefined && about !== undefined,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  return data ?? null;
}
