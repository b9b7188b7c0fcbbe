"use client";

import { useQuery } from "@tanstack/react-query";
import * as z from "zod/mini";
import { api, unwrap } from "@/shared/api/client";

const combinationSchema = z.object({
  symbol: z.string(),
  count: z.number(),
  pay_tenths: z.number(),
  /** Expected number of such wins in a spin. */
  per_spin: z.number(),
  one_in: z.nullable(z.number()),
  /** Share of the stake it returns. */
  rtp: z.number(),
});
export type Combination = z.infer<typeof combinationSchema>;

/** A machine's published sheet: fractions of 1, wins in multiples of the total stake. */
const sheetSchema = z.object({
  machine_id: z.string(),
  config_hash: z.string(),
  stops: z.number(),
  rtp: z.number(),
  rtp_base: z.number(),
  rtp_feature: z.number(),
  hit_rate: z.number(),
  win_at_least_stake_rate: z.number(),
  variance: z.number(),
  sigma: z.number(),
  max_win: z.number(),
  feature: z.nullable(
    z.object({
      trigger_probability: z.number(),
      one_in: z.number(),
      awards: z.array(z.object({ spins: z.number(), probability: z.number() })),
      retriggers_max: z.number(),
      multiplier: z.number(),
      spins_mean: z.number(),
      win_mean: z.number(),
      combinations: z.array(combinationSchema),
    }),
  ),
  combinations: z.array(combinationSchema),
  distribution: z.array(z.object({ at_least: z.number(), below: z.nullable(z.number()), probability: z.number() })),
  change_log: z.array(z.object({ version: z.number(), hash: z.string(), effective_at: z.string(), note: z.string() })),
});
export type Sheet = z.infer<typeof sheetSchema>;
const oddsSchema = z.object({ items: z.array(sheetSchema) });

/** The odds of every slot machine, from the tables that play. */
export function useSlotOdds() {
  return useQuery({
    queryKey: ["odds", "slot"],
    queryFn: async () => oddsSchema.parse(await unwrap(api.GET("/api/games/{game}/odds", { params: { path: { game: "slot" } } }))).items,
    staleTime: 5 * 60_000,
  });
}
