"use client";

import { useQuery } from "@tanstack/react-query";
import * as z from "zod/mini";
import { api, unwrap } from "@/shared/api/client";

export const handNames = [
  "royal_flush",
  "straight_flush",
  "four_of_a_kind",
  "full_house",
  "flush",
  "straight",
  "three_of_a_kind",
  "two_pair",
  "jacks_or_better",
  "nothing",
] as const;
/** Strongest first. */
export type HandName = (typeof handNames)[number];

const tableSchema = z.object({
  rtp: z.number(),
  limits: z.object({ min: z.number(), max: z.number(), step: z.number() }),
  presets: z.array(z.number()),
  rows: z.array(z.object({ label_key: z.enum(handNames), pays: z.number(), probability: z.number() })),
});

/** The table as it is published: stakes, pays and how often each hand comes when every hold is the best one. */
export type PokerTable = z.infer<typeof tableSchema>;

export function useTable() {
  return useQuery({
    queryKey: ["videopoker", "table"],
    queryFn: async () => {
      const { items } = await unwrap(api.GET("/api/games/{game}/odds", { params: { path: { game: "videopoker" } } }));
      return tableSchema.parse(items[0]);
    },
    staleTime: 60_000,
  });
}
