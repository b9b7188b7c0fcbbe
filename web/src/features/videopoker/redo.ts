import * as z from "zod/mini";
import type { Draw } from "@/features/fairness/lib/draw";
import { drawHand, shuffleDeck } from "./rules";

const paramsSchema = z.object({ bet_amount: z.number(), hold: z.array(z.number()) });
const tableSchema = z.object({ pays: z.record(z.string(), z.number()) });

/** A hand again from its parameters, its draw and the table that played; the fields have the API's names. */
export async function redo(params: Record<string, unknown>, draw: Draw, table: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { bet_amount, hold } = paramsSchema.parse(params);
  const drawn = drawHand(await shuffleDeck(draw), hold);
  const pay = tableSchema.parse(table).pays[drawn.hand] ?? 0;
  return { win_amount: bet_amount * pay, ...drawn, pay };
}
