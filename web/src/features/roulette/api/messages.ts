import { type Shaped, shaped } from "@/shared/live/shape";
import { BET_TYPES, type BetType, colourOf } from "../rules/layout";
import type { Chip } from "../rules/settle";
import type { OwnBet, Placed, Wheel } from "./table";

/** What the topic of the table says. Fields may be added; a message of another shape is dropped. */
const roundShape = {
  round_id: "string",
  number: "number",
  phase: ["betting", "running", "settling"],
  void: "boolean",
  server_time: "string",
  opens_at: "string",
  locks_at: "string",
  ends_at: "string",
  next_opens_at: "string?",
  pocket: "number?",
  hash: "string?",
  server_seed_hash: "string",
  client_seed: "string",
  nonce: "number",
} as const;
const betShape = { round_id: "string", bet_id: "string", nickname: "string", bet_amount: "number" } as const;

export type BetMessage = Shaped<typeof betShape> & { bets: readonly Chip[] };

const order = { betting: 0, running: 1, settling: 2 } as const;

/** The server's stamp on a `roulette_round`; null on anything else. */
export function stampOf(data: unknown): string | null {
  return shaped(roundShape, data)?.server_time ?? null;
}

function isChip(data: unknown): data is Chip {
  if (typeof data !== "object" || data === null) return false;
  const { type, numbers, amount } = data as Record<string, unknown>;
  return BET_TYPES.includes(type as BetType) && Array.isArray(numbers) && numbers.every((number) => typeof number === "number") && typeof amount === "number";
}

/** A `roulette_bet`; null when it is none. */
export function readBet(data: unknown): BetMessage | null {
  const bet = shaped(betShape, data);
  const { bets } = (data ?? {}) as { bets?: unknown };
  return bet && Array.isArray(bets) && bets.every(isChip) ? { ...bet, bets } : null;
}

/** The table after a `roulette_round`; null when only a fresh snapshot can tell (another round, or one that is over for good). */
export function withRound(wheel: Wheel, data: unknown): Wheel | null {
  const told = shaped(roundShape, data);
  if (!told || told.round_id !== wheel.round_id || told.hash !== null) return null;
  // A snapshot may have overtaken a message that was sent before it.
  if (order[told.phase] < order[wheel.phase]) return wheel;
  const pocket = told.pocket ?? wheel.pocket;
  return { ...wheel, ...told, pocket, colour: pocket === null ? null : colourOf(pocket) };
}

/** Adds somebody's chips, own ones too, to everybody's. */
export function withBet(wheel: Wheel, bet: BetMessage): Wheel {
  if (bet.round_id !== wheel.round_id) return wheel;
  const chips = wheel.chips.map((chip) => ({ ...chip }));
  for (const added of bet.bets) {
    const same = chips.find(({ type, numbers }) => type === added.type && numbers.join() === added.numbers.join());
    if (same) same.amount += added.amount;
    else chips.push({ ...added, numbers: [...added.numbers] });
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
