"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, unwrap } from "@/shared/api/client";
import type { Answer } from "@/shared/api/types";

export type ClubActivity = Answer<"/api/metrics/global", "get">;

const queryKey = ["metrics", "global"];
const interval_s = 10;
const askEvery_ms = 30_000;

function isActivity(value: unknown): value is ClubActivity {
  return typeof value === "object" && value !== null && "online_users" in value && "generated_at" in value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What the club does now: told by a stream while the page is seen and the stream stands, asked for otherwise. */
export function useClubActivity() {
  const queries = useQueryClient();
  const [told, setTold] = useState(false);

  useEffect(() => {
    let stream: EventSource | null = null;

    const close = () => {
      stream?.close();
      stream = null;
      setTold(false);
    };
    // A browser keeps few connections to one host: a page nobody looks at holds none.
    const follow = () => {
      if (document.hidden || typeof EventSource === "undefined") return close();
      if (stream) return;
      stream = new EventSource(`/api/metrics/stream?interval=${interval_s}`);
      stream.addEventListener("metrics", (event: MessageEvent<string>) => {
        const activity = parsed(event.data);
        if (!isActivity(activity)) return;
        queries.setQueryData(queryKey, activity);
        setTold(true);
      });
      stream.addEventListener("error", () => setTold(false));
    };

    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      close();
    };
  }, [queries]);

  return useQuery({
    queryKey,
    queryFn: () => unwrap(api.GET("/api/metrics/global")),
    refetchInterval: told ? false : askEvery_ms,
  });
}
