import * as z from "zod/mini";
import { BET_TYPES } from "../rules/layout";
import type { Wheel } from "./table";

const roundSchema = z.object({
  round_id: z.string(),
  number: z.number(),
  phase: z.enum(["betting", "running", "settling"]),
  void: z.boolean(),
  server_time: z.string(),
  opens_at: z.string(),
  locks_at: z.string(),
  ends_at: z.string(),
  next_opens_at: z.nullable(z.string()),
  pocket: z.nullable(z.number()),
  colour: z.nullable(z.enum(["red", "black", "green"])),
  hash: z.nullable(z.string()),
  server_seed_hash: z.string(),
  client_seed: z.string(),
  nonce: z.number(),
});
const betSchema = z.object({
  round_id: z.string(),
  bet_id: z.string(),
  nickname: z.string(),
  bet_amount: z.number(),
  bets: z.array(z.object({ type: z.enum(BET_TYPES), numbers: z.array(z.number()), amount: z.number() })),
});

const order = { betting: 0, running: 1, settling: 2 } as const;

/** The table after a `roulette_round`; null when only a fresh snapshot can tell (another round, or one that is over for good). */
export function withRound(wheel: Wheel, data: unknown): Wheel | null {
  const parsed = roundSchema.safeParse(data);
  if (!parsed.success || parsed.data.round_id !== wheel.round_id || parsed.data.hash !== null) return null;
  // A snapshot may have overtaken a message that was sent before it.
  if (order[parsed.data.phase] < order[wheel.phase]) return wheel;
  return { ...wheel, ...parsed.data, pocket: parsed.data.pocket ?? wheel.pocket, colour: parsed.data.colour ?? wheel.colour };
}

/** Adds somebody's chips to everybody's. */
export function withBet(wheel: Wheel, data: unknown): Wheel {
  const parsed = betSchema.safeParse(data);
  if (!parsed.success || parsed.data.round_id !== wheel.round_id) return wheel;
  const chips = wheel.chips.map((chip) => ({ ...chip }));
  for (const bet of parsed.data.bets) {
    const same = chips.find(({ type, numbers }) => type === bet.type && numbers.join() === bet.numbers.join());
    if (same) same.amount += bet.amount;
    else chips.push(bet);
  }
  return { ...wheel, chips, chips_total: wheel.chips_total + parsed.data.bet_amount };
}
