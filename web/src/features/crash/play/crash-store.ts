"use client";

/** The one crash table of this tab. Frames read it without React; React hears of it at most every `FLUSH_MS`. */
import { create } from "zustand";
import { type CrashTable, type OwnBet, fetchCurrent } from "../api/crash";
import { type BetMessage, type CashoutMessage, type RoundMessage } from "../api/messages";
import { ServerClock } from "./server-clock";
import { shownAt } from "./curve";
import { type TableState, fromSnapshot, withBet, withCashout, withMine, withRound } from "./table-state";

type Step = (state: TableState) => TableState;
export type CrashStore = { state: TableState | null; problem: unknown };

const FLUSH_MS = 80;
export const TICK_MS = 100;

export const useCrash = create<CrashStore>()(() => ({ state: null, problem: null }));
export const clock = new ServerClock();

let waiting: Step[] = [];
let timer: ReturnType<typeof setTimeout> | null = null;

function flush(): void {
  if (timer) clearTimeout(timer);
  timer = null;
  const steps = waiting;
  waiting = [];
  useCrash.setState(({ state }) => (state ? { state: steps.reduce((now, step) => step(now), state) } : {}));
}

/** Many bets arrive at once: they become one render. */
function soon(step: Step): void {
  waiting.push(step);
  timer ??= setTimeout(flush, FLUSH_MS);
}

function now(step: Step): void {
  waiting.push(step);
  flush();
}

export const table = {
  /** Reads the whole table again: on arrival, after a reconnection, when an answer was lost. */
  async refresh(): Promise<void> {
    try {
      const snapshot = await fetchCurrent();
      table.show(snapshot);
    } catch (problem) {
      useCrash.setState({ problem });
    }
  },
  show(snapshot: CrashTable): void {
    clock.hear(snapshot.server_time);
    waiting = [];
    useCrash.setState({ state: fromSnapshot(snapshot), problem: null });
  },
  hear: (server_time: string) => clock.hear(server_time),
  round(message: RoundMessage): void {
    clock.hear(message.server_time);
    now((state) => withRound(state, message));
  },
  bet: (message: BetMessage) => soon((state) => withBet(state, message)),
  cashout: (message: CashoutMessage) => soon((state) => withCashout(state, message)),
  mine: (bet: OwnBet, round_id: string) => now((state) => withMine(state, bet, round_id)),
  left: (bet: Pick<CashoutMessage, "bet_id" | "round_id" | "multiplier" | "win_amount">) => now((state) => withCashout(state, bet)),
  leave(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    waiting = [];
    useCrash.setState({ state: null, problem: null });
  },
};

/** A frame's view of the moment. `multiplier` is what a cash-out would be paid now; elapsed is negative while bets are taken. */
export type Moment = { phase: CrashTable["phase"]; multiplier: number; elapsed_ms: number; crashed: boolean; lag_ms: number };

export function momentOf({ table: round }: TableState, at: ServerClock = clock): Moment {
  const elapsed_ms = at.now() - Date.parse(round.locks_at);
  if (round.phase === "settling") {
    const multiplier = round.crash_multiplier ?? round.multiplier;
    return { phase: "settling", multiplier, elapsed_ms, crashed: true, lag_ms: 0 };
  }
  if (elapsed_ms < 0) return { phase: "betting", multiplier: 1, elapsed_ms, crashed: false, lag_ms: 0 };
  const lag_ms = round.phase === "running" ? at.lag(TICK_MS) : 0;
  return { phase: "running", multiplier: shownAt(elapsed_ms, round.growth_per_s, round.multiplier_max), elapsed_ms, crashed: false, lag_ms };
}
