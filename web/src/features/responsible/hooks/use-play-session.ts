"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";
import { activity, useLive } from "@/shared/live/store";
import { responsibleKeys } from "../api/keys";

export type PlaySession = Answer<"/api/responsible-play/session", "get">;
export type Usage = PlaySession["usage"][number];

const checkAgain_ms = 3_000;
const seldom_ms = 60_000;

/** When to ask again: at the next reality check, else once a minute while somebody plays. */
export function askAfter_ms(session: PlaySession | undefined, now_ms: number): number | false {
  if (!session?.reality_check_at) return false;
  const left_ms = Date.parse(session.reality_check_at) - now_ms;
  return Math.min(seldom_ms, Math.max(checkAgain_ms, left_ms + 500));
}

/** The member's sitting as the server counts it. While a result is still secret (a hold), it stays as it was shown. */
export function usePlaySession(): PlaySession | undefined {
  const held = useLive((state) => Object.keys(state.holds).length > 0);
  const [shown, setShown] = useState<PlaySession>();
  const { data } = useQuery({
    queryKey: responsibleKeys.session,
    queryFn: () => unwrap(api.GET("/api/responsible-play/session")),
    meta: { follows: activity },
    refetchInterval: (query) => askAfter_ms(query.state.data, Date.now()),
  });
  if (!held && data !== shown) setShown(data);
  return held ? shown : data;
}

/** The player has seen time and result; the next hour begins. */
export function useDismissRealityCheck() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/responsible-play/reality-check/dismiss")),
    onSuccess: (session) => queries.setQueryData(responsibleKeys.session, session),
  });
}
