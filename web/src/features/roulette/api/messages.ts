import * as z from "zod/mini";
import { BET_TYPES } from "../rules/layout";
import type { OwnBet, Placed, Wheel } from "./table";

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
export type BetMessage = z.infer<typeof betSchema>;

const order = { betting: 0, running: 1, settling: 2 } as const;

/** The server's stamp on a `roulette_round`; null on anything else. */
export function stampOf(data: unknown): string | null {
  const parsed = roundSchema.safeParse(data);
  return parsed.success ? parsed.data.server_time : null;
}

/** A `roulette_bet`; null when it is none. */
export function readBet(data: unknown): BetMessage | null {
  const parsed = betSchema.safeParse(data);
  return parsed.success ? parsed.data : null;
}

/** The table after a `roulette_round`; null when only a fresh snapshot can tell (another round, or one that is over for good). */
export function withRound(wheel: Wheel, data: unknown): Wheel | null {
  const parsed = roundSchema.safeParse(data);
  if (!parsed.success || parsed.data.round_id !== wheel.round_id || parsed.data.hash !== null) return null;
  // A snapshot may have overtaken a message that was sent before it.
  if (order[parsed.data.phase] < order[wheel.phase]) return wheel;
  return { ...wheel, ...parsed.data, pocket: parsed.data.pocket ?? wheel.pocket, colour: parsed.data.colour ?? wheel.colour };
}

/** Adds somebody's chips, own ones too, to everybody's. */
export function withBet(wheel: Wheel, bet: BetMessage): Wheel {
  if (bet.round_id !== wheel.round_id) return wheel;
  const chips = wheel.chips.map((chip) => ({ ...chip }));
  for (const added of bet.bets) {
    const same = chips.find(({ type, numbers }) => type === added.type && numbers.join() === added.numbers.join());
    if (same) same.amount += added.amount;
    else chips.push({ ...added });
  }
  return { ...wheel, chips, chips_total: wheel.chips_total + bet.bet_amount };
}

/** Adds an own bet as the API confirmed it; null when it stands on another round than the one shown. */
export function withOwn(wheel: Wheel, { round_id, bet_id, bet_amount, bets }: Placed): Wheel | null {
  if (round_id !== wheel.round_id) return null;
  if (wheel.mine.some((bet) => bet.bet_id === bet_id)) return wheel;
  const own: OwnBet = { bet_id, status: "placed", bet_amount, win_amount: 0, bets, round_record: null };
  return { ...wheel, mine: [...wheel.mine, own] };
}
