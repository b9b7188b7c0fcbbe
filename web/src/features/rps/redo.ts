import * as z from "zod/mini";
import type { Draw } from "@/features/fairness/lib/draw";
import { CHOICES, throwHands } from "./rules";

const paramsSchema = z.object({ bet_amount: z.number(), choice: z.enum(CHOICES) });
const tableSchema = z.object({ win_pays_x100: z.number() });

/** A round again from its parameters, its draw and the table that played; the fields have the API's names. */
export async function redo(params: Record<string, unknown>, draw: Draw, table: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { bet_amount, choice } = paramsSchema.parse(params);
  const { house_choice, result, payout } = await throwHands(choice, bet_amount, tableSchema.parse(table).win_pays_x100, draw);
  return { win_amount: payout, choice, house_choice, result };
}
