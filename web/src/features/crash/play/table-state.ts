/** What everybody sees of the table, as pure steps from message to state. */
import type { CrashTable, OwnBet, TableBet } from "../api/crash";
import type { BetMessage, CashoutMessage, RoundMessage } from "../api/messages";

export type TableState = {
  table: CrashTable;
  /** Bets of this round, biggest first. */
  bets: readonly TableBet[];
  mine: readonly OwnBet[];
  players: number;
  total: number;
};

const BETS_SHOWN_MAX = 100;

function bySize(one: TableBet, other: TableBet): number {
  return other.bet_amount - one.bet_amount;
}

/** A whole snapshot: nothing before it matters. */
export function fromSnapshot(table: CrashTable): TableState {
  return { table, bets: [...table.bets].sort(bySize), mine: table.mine, players: table.players, total: table.bets_total };
}

/** A change of phase. A new round begins empty; at the end what did not leave is lost, or returned when the round was void. */
export function withRound(state: TableState, round: RoundMessage): TableState {
  const isNew = round.round_id !== state.table.round_id;
  if (isNew && round.number < state.table.number) return state;
  const table: CrashTable = { ...state.table, ...round };
  if (isNew) return { table, bets: [], mine: [], players: 0, total: 0 };
  if (round.phase !== "settling") return { ...state, table };
  const end = <Bet extends TableBet>(bet: Bet): Bet =>
    bet.status === "placed" ? { ...bet, status: round.void ? ("refunded" as const) : ("lost" as const) } : bet;
  return { ...state, table, bets: state.bets.map(end), mine: state.mine.map(end) };
}

export function withBet(state: TableState, bet: BetMessage): TableState {
  if (bet.round_id !== state.table.round_id || state.bets.some(({ bet_id }) => bet_id === bet.bet_id)) return state;
  const isNewPlayer = !state.bets.some(({ nickname }) => nickname === bet.nickname);
  const row: TableBet = {
    bet_id: bet.bet_id,
    nickname: bet.nickname,
    bet_amount: bet.bet_amount,
    slot: bet.slot,
    status: "placed",
    multiplier: null,
    win_amount: 0,
  };
  return {
    ...state,
    bets: [...state.bets, row].sort(bySize).slice(0, BETS_SHOWN_MAX),
    players: state.players + (isNewPlayer ? 1 : 0),
    total: state.total + bet.bet_amount,
  };
}

export function withCashout(state: TableState, { bet_id, round_id, multiplier, win_amount }: Pick<CashoutMessage, "bet_id" | "round_id" | "multiplier" | "win_amount">): TableState {
  if (round_id !== state.table.round_id) return state;
  const left = <Bet extends TableBet>(bet: Bet): Bet =>
    bet.bet_id === bet_id ? { ...bet, status: "cashed_out" as const, multiplier, win_amount } : bet;
  return { ...state, bets: state.bets.map(left), mine: state.mine.map(left) };
}

/** An own bet that the server took. */
export function withMine(state: TableState, bet: OwnBet, round_id: string): TableState {
  if (round_id !== state.table.round_id) return state;
  return { ...state, mine: [...state.mine.filter(({ bet_id }) => bet_id !== bet.bet_id), bet] };
}
