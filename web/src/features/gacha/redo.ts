import * as z from "zod/mini";
import type { Draw } from "@/features/fairness/lib/draw";
import { type Counters, type Law, isFeatured, pullAll, tierOdds } from "./rules";

const paramsSchema = z.object({
  count: z.number(),
  pity: z.object({ since_ssr: z.number(), since_sr: z.number(), featured_next: z.boolean() }),
  owned: z.array(z.string()),
});

/** A pull again from its parameters, its draw and the banner that played; the fields have the API's names. */
export async function redo(params: Record<string, unknown>, draw: Draw, table: Record<string, unknown>): Promise<Record<string, unknown>> {
  const law = table as unknown as Law;
  const { count, pity, owned } = paramsSchema.parse(params);
  const { items, after } = await pullAll(law, count, pity, draw);
  const seen = new Set(owned);
  let win_amount = 0;
  const shown = items.map((item) => {
    const is_new = !seen.has(item.id);
    seen.add(item.id);
    const amount = is_new ? 0 : law.conversion[item.tier];
    win_amount += amount;
    const converted_to = is_new ? null : { currency: law.currency, amount };
    return { item_id: item.id, name: item.name, tier: item.tier, is_new, is_rate_up: isFeatured(law, item), converted_to };
  });
  return { win_amount, items: shown, pity: pityView(law, after) };
}

function pityView(law: Law, counters: Counters) {
  const { hard, sr_within } = law.pity;
  return {
    ...counters,
    ssr_due_in: Math.max(1, hard - counters.since_ssr),
    sr_due_in: Math.max(1, sr_within - counters.since_sr),
    next_ppm: tierOdds(law, counters),
  };
}
