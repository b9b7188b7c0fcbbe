"use client";

import * as z from "zod/mini";
import { useFormat } from "@/shared/format/use-format";
import { rideOf } from "../play/ride";

const outcomeSchema = z.object({ cashed_out_at: z.nullable(z.number()), crash_multiplier: z.optional(z.number()) });
const [WIDTH, HEIGHT] = [320, 132];

/** The cable of a stored ride: where the player got off and where the lift stopped, if that is known. Decorative: figures stand beside it. */
export function Replay({ outcome }: { outcome: Record<string, unknown> }) {
  const format = useFormat();
  const parsed = outcomeSchema.safeParse(outcome);
  if (!parsed.success) return null;
  const { cashed_out_at: left, crash_multiplier: crash = null } = parsed.data;
  const { ridden, beyond, off, end } = rideOf({ left, crash }, WIDTH, HEIGHT);
  return (
    <div aria-hidden className="always-night hairline grid gap-2 rounded-lg bg-stage p-4 text-text">
      <p className="tabular flex items-baseline justify-between gap-3 text-2xl font-semibold">
        <span className={left === null ? "text-loss" : "text-gold"}>{format.decimal(left ?? crash ?? 1, 2)}×</span>
        {left !== null && crash !== null ? <span className="text-base text-loss">{format.decimal(crash, 2)}×</span> : null}
      </p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="w-full" fill="none" strokeLinecap="round">
        <path d={`M0 ${HEIGHT - 4}H${WIDTH}`} className="stroke-line-strong" strokeWidth={1.5} />
        <path d={beyond} className={crash === null ? "stroke-muted" : "stroke-loss"} strokeWidth={2.5} strokeDasharray="1 7" />
        <path d={ridden} className={left === null ? "stroke-loss" : "stroke-cyan"} strokeWidth={4} />
        {crash === null ? null : <path d={`M${end.x - 6} ${end.y - 6}l12 12m0-12-12 12`} className="stroke-loss" strokeWidth={3.5} />}
        {off ? (
          <g transform={`translate(${off.x} ${off.y})`}>
            <path d="M0 0v7" className="stroke-text" strokeWidth={2} />
            <rect x={-11} y={7} width={22} height={15} rx={5} className="fill-gold" />
            <path d="M-6 14.5h12" className="stroke-stage" strokeWidth={5} />
          </g>
        ) : null}
      </svg>
    </div>
  );
}
