import * as z from "zod/mini";

export const tableSchema = z.object({
  rtp: z.number(),
  limits: z.object({ min: z.number(), max: z.number(), step: z.number() }),
  presets: z.array(z.number()),
  rows: z.array(z.object({ label_key: z.enum(["win", "draw", "lose"]), probability: z.number(), pays: z.number() })),
});
