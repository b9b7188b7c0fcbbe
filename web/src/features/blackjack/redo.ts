import * as z from "zod/mini";
import type { Draw } from "@/features/fairness/lib/draw";
import { ACTIONS, Deal, Shoe, shown } from "./rules";

const paramsSchema = z.object({ bet_amount: z.number(), actions: z.array(z.enum(ACTIONS)) });
const tableSchema = z.object({ decks: z.number() });

/** A hand again from its stake and actions, its draw and the table that played; the fields have the API's names. */
export async function redo(params: Record<string, unknown>, draw: Draw, table: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { bet_amount, actions } = paramsSchema.parse(params);
  const deal = await Deal.play(bet_amount, actions, new Shoe(tableSchema.parse(table).decks, draw));
  return { win_amount: deal.payout, ...shown(deal, actions) };
}
