"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { activityOf, useLive } from "@/shared/live/store";
import { slotKeys } from "./keys";

const SHOWN_MAX = 12;

/** The player's newest slot rounds; follows this table's `latest` round and, through the stream, rounds played elsewhere. */
export function useLastRounds({ paused, latest }: { paused: boolean; latest: string | null }) {
  const activity = useLive(activityOf);
  return useQuery({
    queryKey: [...slotKeys.lastRounds, activity, latest],
    queryFn: async () => {
      const query = { game_type: "slot", limit: SHOWN_MAX };
      return (await unwrap(api.GET("/api/games/rounds", { params: { query } }))).items;
    },
    enabled: !paused,
    placeholderData: (previous) => previous,
  });
}
