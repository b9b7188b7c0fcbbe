"use client";

import "./gacha.css";
import * as z from "zod/mini";
import { useFormat } from "@/shared/format/use-format";
import { tiers } from "../api/banners";
import { Lantern } from "./lantern";

const capsuleSchema = z.object({
  item_id: z.string(),
  tier: z.enum(tiers),
  converted_to: z.nullable(z.object({ amount: z.number() })),
});
const outcomeSchema = z.object({ items: z.array(capsuleSchema) });

/** The lanterns of a stored pull, each in its tier's light, with what a copy became. Decorative: the result is told in figures beside it. */
export function Replay({ outcome }: { outcome: Record<string, unknown> }) {
  const format = useFormat();
  const parsed = outcomeSchema.safeParse(outcome);
  if (!parsed.success) return null;
  const { items } = parsed.data;
  return (
    <div aria-hidden className="gacha">
      <ul className="gacha-replay always-night" data-count={items.length}>
        {items.map(({ item_id, tier, converted_to }, place) => (
          <li key={place} className="gacha-replay-item" data-tier={tier}>
            <Lantern itemId={item_id} className="w-full" />
            <span className="gacha-replay-tier">{tier}</span>
            <span className="tabular text-2xs text-gold">{converted_to ? `+${format.integer(converted_to.amount)}` : " "}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
