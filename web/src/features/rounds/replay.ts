import * as z from "zod/mini";
import { type Frame, featureSchema, frameSchema } from "@/features/slot/machines/stored-frame";

const outcomeSchema = z.extend(frameSchema, { feature: z.nullish(featureSchema) });

export type ReplayFrame = Pick<Frame, "window"> & {
  /** Cells that paid, by win: [reel, row]. */
  wins: { positions: number[][] }[];
  /** 0 for the paid spin, then the number of the free spin. */
  freeSpin: number;
};

/** The screens of a stored slot round in the order they were played; empty for an outcome of another shape. */
export function replayFrames(outcome: unknown): ReplayFrame[] {
  const parsed = outcomeSchema.safeParse(outcome);
  if (!parsed.success) return [];
  const { window, wins, feature } = parsed.data;
  const freeSpins = (feature?.spins ?? []).map((spin, index) => ({ window: spin.window, wins: spin.wins, freeSpin: index + 1 }));
  return [{ window, wins, freeSpin: 0 }, ...freeSpins];
}
