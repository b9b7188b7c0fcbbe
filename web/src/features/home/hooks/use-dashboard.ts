"use client";

import { useQuery } from "@tanstack/react-query";
import { activity } from "@/shared/live/store";
import { api, unwrap } from "@/shared/api/client";

/** Everything the home screen shows, asked again after every settled round. */
export function useDashboard() {
  return useQuery({
    queryKey: ["dashboard"],
    queryFn: () => unwrap(api.GET("/api/dashboard")),
    meta: { follows: activity },
  });
}
