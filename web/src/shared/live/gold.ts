/**
 * One gold value from two sources that carry no common clock: answers of calls made in this tab, and the ordered stream.
 * Every answer will be echoed by the stream, so an answer's balance is shown at once and remembered until its echo has
 * passed; meanwhile older stream values cannot take the figure back in time. An echo that never comes (merged or lost)
 * expires, and the stream's last word stands.
 */
export const echoWindow_ms = 2_500;
const rememberedMax = 32;

type Stamped = { balance: number; at_ms: number };

export type GoldState = {
  balance: number | null;
  /** Last value the stream told. */
  streamed: number | null;
  /** Balances shown from answers, oldest first, whose echo has not passed. */
  awaiting: readonly Stamped[];
  /** Stream values of the last moments: an answer may arrive after its own echo. */
  echoed: readonly Stamped[];
};

export const noGold: GoldState = { balance: null, streamed: null, awaiting: [], echoed: [] };

function fresh(list: readonly Stamped[], now_ms: number): readonly Stamped[] {
  return list.filter((entry) => now_ms - entry.at_ms < echoWindow_ms);
}

/** An answer of this tab said the balance is now `balance`. */
export function goldFromAnswer(state: GoldState, balance: number, now_ms: number): GoldState {
  const echoed = fresh(state.echoed, now_ms);
  const echo = echoed.findIndex((entry) => entry.balance === balance);
  if (echo !== -1) return { ...state, echoed: echoed.slice(echo + 1) };
  const awaiting = [...fresh(state.awaiting, now_ms), { balance, at_ms: now_ms }].slice(-rememberedMax);
  return { ...state, balance, awaiting, echoed };
}

/** The stream said, in order, that the balance became `balance`. */
export function goldFromStream(state: GoldState, balance: number, now_ms: number): GoldState {
  const awaiting = fresh(state.awaiting, now_ms);
  const echo = awaiting.findIndex((entry) => entry.balance === balance);
  if (echo !== -1) {
    const rest = awaiting.slice(echo + 1);
    return { ...state, streamed: balance, awaiting: rest, balance: rest.at(-1)?.balance ?? balance };
  }
  const echoed = [...fresh(state.echoed, now_ms), { balance, at_ms: now_ms }].slice(-rememberedMax);
  return { ...state, streamed: balance, awaiting, echoed, balance: awaiting.at(-1)?.balance ?? balance };
}

/** A whole, current state: nothing before it matters. */
export function goldFromSnapshot(balance: number): GoldState {
  return { ...noGold, balance, streamed: balance };
}

/** After the echo window: an echo that did not come no longer holds back the stream's last value. */
export function goldSettled(state: GoldState, now_ms: number): GoldState {
  const awaiting = fresh(state.awaiting, now_ms);
  if (awaiting.length > 0 || state.awaiting.length === 0) return state;
  return { ...state, awaiting, balance: state.streamed ?? state.balance };
}
