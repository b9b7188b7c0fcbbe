"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { streakKeys } from "../api/keys";
import { useStreak } from "./use-streak";

export type Tick = Answer<"/api/streak/tick", "post">;

/** Attends the club's day once the visit is seen; the server counts a day once, however often it is told. */
export function useAttendance(onTick?: (tick: Tick) => void): void {
  const cache = useQueryClient();
  const { data } = useStreak();
  const told = useRef<string | null>(null);
  const { mutate } = useMutation({
    mutationFn: () => unwrap(api.POST("/api/streak/tick", { body: { action_type: "DAILY_LOGIN" } })),
    onSuccess: (tick) => {
      void cache.invalidateQueries({ queryKey: streakKeys.all });
      if (tick.applied) onTick?.(tick);
    },
  });
  const waits = data && !data.ticked_today ? data.today : null;
  useEffect(() => {
    if (waits === null || told.current === waits) return;
    told.current = waits;
    mutate();
  }, [waits, mutate]);
}
