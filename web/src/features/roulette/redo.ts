import * as z from "zod/mini";
import type { Draw } from "@/features/fairness/lib/draw";
import { BET_TYPES } from "./rules/layout";
import { settle, spinWheel } from "./rules/settle";

const paramsSchema = z.object({
  bets: z.array(z.object({ type: z.enum(BET_TYPES), numbers: z.array(z.number()), amount: z.number() })),
});
const tableSchema = z.object({ pays: z.record(z.string(), z.number()) });

/** A round again from its parameters, its draw and the table that played; the fields have the API's names. */
export async function redo(params: Record<string, unknown>, draw: Draw, table: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { bets } = paramsSchema.parse(params);
  const { pays } = tableSchema.parse(table);
  return settle(bets, await spinWheel(draw), pays);
}
