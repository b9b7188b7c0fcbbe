/** The screens of a stored round. The contract leaves a round's outcome open to every game, so it is checked here. */
import * as z from "zod/mini";

const strips = z.array(z.array(z.string()));
const win = z.object({
  line: z.nullable(z.number()),
  symbol: z.string(),
  count: z.number(),
  ways: z.number(),
  amount: z.number(),
  positions: z.array(z.array(z.number())),
});

/** One screen of reels and what it paid. */
export const frameSchema = z.object({ window: strips, wins: z.array(win) });
export type Frame = z.infer<typeof frameSchema>;

export const featureSchema = z.object({
  multiplier: z.number(),
  total_win: z.number(),
  spins: z.array(z.extend(frameSchema, { win_amount: z.number(), retriggered: z.number() })),
});
