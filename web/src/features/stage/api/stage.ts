"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, unwrap } from "@/shared/api/client";
import { ApiError } from "@/shared/api/errors";
import { newIdempotencyKey } from "@/shared/api/money";
import { applyBalance } from "@/shared/live/store";
import { useTopic } from "@/shared/live/topics";
import { type Stage, updateOf, updated } from "../stage";

const key = ["stage"] as const;
const REFRESH_MS = 60_000;
const ANSWER_WITHIN_MS = 12_000;

/** The stage, kept fresh by its own topic; own rank and the event's progress are asked again now and then. */
export function useStage() {
  const client = useQueryClient();
  const found = useQuery({
    queryKey: key,
    queryFn: () => unwrap(api.GET("/api/stage")),
    meta: { followsActivity: true, follows: ["event_progress"] },
    refetchInterval: REFRESH_MS,
  });
  useTopic(
    "stage",
    {
      stage_update: (data) => {
        const update = updateOf(data);
        if (update) client.setQueryData<Stage>(key, (stage) => stage && updated(stage, update));
      },
    },
    () => void client.invalidateQueries({ queryKey: key }),
  );
  return found;
}

/** Sends a gift. Pressed again after a lost answer it is the same gift, as long as the amount is the same. */
export function useGift() {
  const client = useQueryClient();
  const intent = useRef<{ key: string; amount: number } | null>(null);
  return useMutation({
    mutationFn: (amount: number) => {
      if (intent.current?.amount !== amount) intent.current = { key: newIdempotencyKey(), amount };
      return unwrap(
        api.POST("/api/stage/gift", {
          params: { header: { "idempotency-key": intent.current.key } },
          body: { amount },
          signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        }),
      );
    },
    onSuccess: ({ balance_after, model_index }) => {
      intent.current = null;
      applyBalance(balance_after);
      client.setQueryData<Stage>(key, (stage) => stage && { ...stage, model_index: Math.max(stage.model_index, model_index) });
      void client.invalidateQueries({ queryKey: key });
    },
    onError: (error) => {
      const unsure = !(error instanceof ApiError) || error.kind === "offline" || error.kind === "unavailable";
      if (!unsure) intent.current = null;
    },
  });
}
