"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { activity, applyBalance } from "@/shared/live/store";
import type { LiveEvent } from "../event";

const keys = { all: ["events"] as const, list: ["events", "list"] as const, public: ["events", "public"] as const };
const SHOWN = 100;

/** Coming, running and past events with own progress; follows what the player does. */
export function useEvents() {
  return useQuery({
    queryKey: keys.list,
    queryFn: async () => (await unwrap(api.GET("/api/events", { params: { query: { limit: SHOWN } } }))).items,
    meta: { follows: [...activity, "event_progress", "reward_granted"] },
  });
}

/** What anybody may see at the door. */
export function usePublicEvents(limit: number) {
  return useQuery({
    queryKey: [...keys.public, limit],
    queryFn: async () => (await unwrap(api.GET("/api/public/events", { params: { query: { limit } } }))).events,
    staleTime: 30_000,
    retry: false,
  });
}

function usePut(): (event: LiveEvent) => void {
  const client = useQueryClient();
  return (event) => {
    client.setQueryData<LiveEvent[]>(keys.list, (events) => events?.map((one) => (one.id === event.id ? event : one)));
    void client.invalidateQueries({ queryKey: ["stage"] });
  };
}

export function useJoin() {
  const put = usePut();
  return useMutation({ mutationFn: (event_id: string) => unwrap(api.POST("/api/events/join", { body: { event_id } })), onSuccess: put });
}

export function useLeave() {
  const put = usePut();
  return useMutation({
    mutationFn: (event_id: string) => unwrap(api.POST("/api/events/{event_id}/leave", { params: { path: { event_id } } })),
    onSuccess: put,
  });
}

/** One more of what a self-reported event asks for. */
export function useReport() {
  const put = usePut();
  return useMutation({
    mutationFn: ({ event_id, amount }: { event_id: string; amount: number }) =>
      unwrap(api.PUT("/api/events/progress/{event_id}", { params: { path: { event_id } }, body: { amount } })),
    onSuccess: put,
  });
}

/** Takes the reward; a second press tells the first result. */
export function useClaim() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (event_id: string) => unwrap(api.POST("/api/events/claim/{event_id}", { params: { path: { event_id } } })),
    onSuccess: ({ applied, new_balances }) => {
      if (applied && typeof new_balances.gold === "number") applyBalance(new_balances.gold);
      void client.invalidateQueries({ queryKey: keys.all });
      void client.invalidateQueries({ queryKey: ["stage"] });
    },
  });
}
