"use client";

import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { activityOf, useLive } from "@/shared/live/store";

const SHOWN_MAX = 20;

/** The player's newest throws; follows what is played here and elsewhere. */
export function useHistory() {
  const activity = useLive(activityOf);
  return useQuery({
    queryKey: ["rps", "history", activity],
    queryFn: async () => {
      const query = { game_type: "rps", limit: SHOWN_MAX };
      return (await unwrap(api.GET("/api/games/rounds", { params: { query } }))).items;
    },
    placeholderData: (previous) => previous,
  });
}
