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

const changeSchema = z.object({ version: z.number(), hash: z.string(), effective_at: z.string(), note: z.string() });
export type Change = z.infer<typeof changeSchema>;

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
  change_log: z.array(changeSchema),
});
export type Sheet = z.infer<typeof sheetSchema>;

const nameSchema = z.object({ ko: z.string(), en: z.string() });
const rowSchema = z.looseObject({ probability: z.number(), label_key: z.optional(z.string()), name: z.optional(nameSchema) });
export type OutcomeRow = z.infer<typeof rowSchema>;

/** What every table of every game publishes; figures beyond these are the game's own. */
const tableSchema = z.looseObject({
  variant: z.string(),
  name: z.optional(nameSchema),
  config_version: z.number(),
  config_hash: z.string(),
  rtp: z.number(),
  currency: z.optional(z.enum(["gold", "gem"])),
  formula: z.optional(z.string()),
  rows: z.optional(z.array(rowSchema)),
  tiers: z.optional(z.array(z.object({ tier: z.string(), base: z.number(), effective: z.number(), converts_to: z.number() }))),
  ssr_within: z.optional(z.array(z.object({ pulls: z.number(), probability: z.number() }))),
  dealer: z.optional(z.record(z.string(), z.number())),
  pity: z.optional(z.nullable(z.object({ sr_within: z.number(), soft_from: z.number(), soft_step_ppm: z.number(), hard: z.number() }))),
  change_log: z.array(changeSchema),
});
export type OddsTableSheet = z.infer<typeof tableSchema>;
const oddsSchema = z.object({ items: z.array(z.object({ game: z.string(), items: z.array(tableSchema) })) });

/** The odds of every table of every game, from the configurations that play. */
export function useOdds() {
  return useQuery({
    queryKey: ["odds"],
    queryFn: async () => oddsSchema.parse(await unwrap(api.GET("/api/games/odds"))).items,
    staleTime: 5 * 60_000,
  });
}

/** A slot machine's sheet in full; null when the table is none. */
export function slotSheet(table: OddsTableSheet): Sheet | null {
  const parsed = sheetSchema.safeParse(table);
  return parsed.success ? parsed.data : null;
}
