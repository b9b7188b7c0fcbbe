import * as z from "zod/mini";
import type { Draw } from "@/features/fairness/lib/draw";
import { payoutAt } from "./play/curve";
import { drawPoint } from "./play/verify";

const paramsSchema = z.object({ bet_amount: z.number(), cashed_out_at: z.nullable(z.number()) });
const tableSchema = z.object({ multiplier_max_x100: z.number(), return_percent: z.number() });

/** A bet again from its parameters, its round's draw and the table that played; the fields have the API's names. */
export async function redo(params: Record<string, unknown>, draw: Draw, table: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { bet_amount, cashed_out_at } = paramsSchema.parse(params);
  const { multiplier_max_x100, return_percent } = tableSchema.parse(table);
  const crash_multiplier = await drawPoint(draw, multiplier_max_x100 / 100, return_percent);
  if (cashed_out_at === null || cashed_out_at > crash_multiplier) return { win_amount: 0, result: "lost", cashed_out_at: null, crash_multiplier };
  return { win_amount: payoutAt(bet_amount, cashed_out_at), result: "cashed_out", cashed_out_at, crash_multiplier };
}
