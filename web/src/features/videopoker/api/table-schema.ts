import * as z from "zod/mini";

const handNames = [
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

export const tableSchema = z.object({
  rtp: z.number(),
  limits: z.object({ min: z.number(), max: z.number(), step: z.number() }),
  presets: z.array(z.number()),
  rows: z.array(z.object({ label_key: z.enum(handNames), pays: z.number(), probability: z.number() })),
});
