"use client";

import { useQuery } from "@tanstack/react-query";
import * as z from "zod/mini";
import { api, unwrap } from "@/shared/api/client";

const tableSchema = z.object({
  rtp: z.number(),
  limits: z.object({ min: z.number(), max: z.number(), step: z.number() }),
  presets: z.array(z.number()),
  rows: z.array(z.object({ label_key: z.enum(["win", "draw", "lose"]), probability: z.number(), pays: z.number() })),
});

/** The table as it is published: stakes, payouts and exact odds. */
export type RpsTable = z.infer<typeof tableSchema>;

export function useTable() {
  return useQuery({
    queryKey: ["rps", "table"],
    queryFn: async () => {
      const { items } = await unwrap(api.GET("/api/games/{game}/odds", { params: { path: { game: "rps" } } }));
      return tableSchema.parse(items[0]);
    },
    staleTime: 60_000,
  });
}
