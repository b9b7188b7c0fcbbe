/** The screens of a stored round. The contract leaves a round's outcome open to every game, so it is checked here. */
import * as z from "zod/mini";

const winSchema = z.object({
  symbol: z.string(),
  count: z.number(),
  ways: z.number(),
  amount: z.number(),
  positions: z.array(z.array(z.number())),
});
const frameSchema = z.object({ window: z.array(z.array(z.string())), wins: z.array(winSchema) });
const outcomeSchema = z.extend(frameSchema, { feature: z.nullish(z.object({ spins: z.array(frameSchema) })) });

/** One screen of reels and what it paid; `freeSpin` is 0 for the paid spin, then the number of the free spin. */
export type PlayedFrame = z.infer<typeof frameSchema> & { freeSpin: number };

/** A stored round's screens in the order they were played; empty for an outcome of another shape. */
export function playedFrames(outcome: unknown): PlayedFrame[] {
  const parsed = outcomeSchema.safeParse(outcome);
  if (!parsed.success) return [];
  const { feature, ...paid } = parsed.data;
  return [paid, ...(feature?.spins ?? [])].map((frame, freeSpin) => ({ ...frame, freeSpin }));
}
