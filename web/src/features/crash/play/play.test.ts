import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CrashTable } from "../api/crash";
import { heightAt, payoutAt, shownAt, timeTo_ms } from "./curve";
import { crashTable } from "./crash.fixture";
import { clock, momentOf, table, useCrash } from "./crash-store";
import { fitAuto, fitStake } from "./preferences";
import { LAG_SHOWN_MS, ServerClock } from "./server-clock";
import { fromSnapshot, withBet, withCashout, withMine, withRound } from "./table-state";

const GROWTH = 0.06;

function roundOf(source: CrashTable, change: Partial<Parameters<typeof withRound>[1]>) {
  const { round_id, number, phase, void: isVoid, server_time, opens_at, locks_at, next_opens_at, multiplier, crash_multiplier, hash, server_seed_hash, client_seed, nonce } = source;
  return { round_id, number, phase, void: isVoid, server_time, opens_at, locks_at, next_opens_at, multiplier, crash_multiplier, hash, server_seed_hash, client_seed, nonce, ...change };
}
const bet = (bet_id: string, bet_amount: number, nickname = bet_id) => ({ round_id: "round-7", bet_id, nickname, bet_amount, slot: 1 });

describe("the curve", () => {
  it("shows the hundredth it is climbing to, and never less than 1.01 after the start", () => {
    expect(shownAt(-1, GROWTH, 10_000)).toBe(1);
    expect(shownAt(0, GROWTH, 10_000)).toBe(1.01);
    expect(shownAt(timeTo_ms(2, GROWTH) - 1, GROWTH, 10_000)).toBe(2);
    expect(shownAt(timeTo_ms(2, GROWTH) + 1, GROWTH, 10_000)).toBe(2.01);
    expect(shownAt(1e9, GROWTH, 10_000)).toBe(10_000);
    expect(heightAt(-500, GROWTH)).toBe(1);
  });

  it("pays whole gold", () => {
    expect(payoutAt(100, 1.15)).toBe(115);
    expect(payoutAt(700, 2.01)).toBe(1407);
    expect(payoutAt(100_000, 10_000)).toBe(1_000_000_000);
  });
});

describe("the server's clock", () => {
  it("takes the least delayed message as its proof, and forgets old ones", () => {
    let local_ms = 1_000_000;
    const at = new ServerClock(() => local_ms);
    const iso = (ms: number) => new Date(ms).toISOString();
    expect(at.now()).toBe(local_ms);
    // The server is 5 s ahead; messages come 40, 200 and 900 ms late.
    for (const late_ms of [200, 40, 900]) {
      local_ms += 1_000;
      at.hear(iso(local_ms + 5_000 - late_ms));
    }
    expect(at.offset()).toBe(4_960);
    expect(at.lag(100)).toBe(860);
    local_ms += 40_000;
    at.hear(iso(local_ms + 5_000 - 120));
    expect(at.offset()).toBe(4_880);
    expect(at.lag(100)).toBe(0);
  });

  it("calls silence a lag from 300 ms on", () => {
    let local_ms = 0;
    const at = new ServerClock(() => local_ms);
    at.hear(new Date(0).toISOString());
    local_ms = 100 + LAG_SHOWN_MS;
    expect(at.lag(100)).toBe(0);
    local_ms += 1;
    expect(at.lag(100)).toBe(LAG_SHOWN_MS + 1);
  });
});

describe("the table", () => {
  const start = fromSnapshot(crashTable({ phase: "betting" }));

  it("lists bets once, biggest first, and counts players", () => {
    const state = [bet("a", 100, "anna"), bet("b", 500), bet("a", 100, "anna"), bet("c", 300, "anna"), { ...bet("d", 900), round_id: "other" }].reduce(withBet, start);
    expect(state.bets.map(({ bet_id }) => bet_id)).toEqual(["b", "c", "a"]);
    expect([state.players, state.total]).toEqual([2, 900]);
  });

  it("keeps who left and ends the others with the round", () => {
    const own = { ...bet("me", 200), status: "placed" as const, multiplier: null, win_amount: 0, auto_cashout: 1.5 };
    let state = withMine([bet("a", 100), bet("b", 500), bet("me", 200)].reduce(withBet, start), own, "round-7");
    state = withCashout(state, { ...bet("a", 100), multiplier: 1.5, win_amount: 150 });
    state = withRound(state, roundOf(state.table, { phase: "settling", crash_multiplier: 1.8 }));
    expect(Object.fromEntries(state.bets.map(({ bet_id, status }) => [bet_id, status]))).toEqual({ a: "cashed_out", b: "lost", me: "lost" });
    expect(state.mine[0]?.status).toBe("lost");
  });

  it("returns what a called-off round held", () => {
    const state = withRound(withBet(start, bet("a", 100)), roundOf(start.table, { phase: "settling", void: true }));
    expect(state.bets[0]?.status).toBe("refunded");
  });

  it("begins a new round empty, and does not go back to an old one", () => {
    const state = withRound(withBet(start, bet("a", 100)), roundOf(start.table, { round_id: "round-8", number: 8 }));
    expect([state.table.number, state.bets.length, state.mine.length, state.total]).toEqual([8, 0, 0, 0]);
    expect(withRound(state, roundOf(start.table, { round_id: "round-7", number: 7, phase: "settling" }))).toBe(state);
  });

  it("tells each frame its moment by the server's clock", () => {
    const at = new ServerClock(() => Date.parse("2026-11-21T12:00:06Z") + 1_000);
    const running = fromSnapshot(crashTable({ phase: "running", locks_at: "2026-11-21T12:00:06Z" }));
    at.hear("2026-11-21T12:00:07Z");
    expect(momentOf(running, at)).toEqual({ phase: "running", multiplier: shownAt(1_000, GROWTH, 10_000), elapsed_ms: 1_000, crashed: false, lag_ms: 0 });
    const over = fromSnapshot(crashTable({ phase: "settling", crash_multiplier: 3.21 }));
    expect(momentOf(over, at)).toMatchObject({ phase: "settling", multiplier: 3.21, crashed: true });
    const early = new ServerClock(() => Date.parse("2026-11-21T12:00:02Z"));
    expect(momentOf(fromSnapshot(crashTable({ phase: "betting", locks_at: "2026-11-21T12:00:06Z" })), early)).toMatchObject({ phase: "betting", multiplier: 1, elapsed_ms: -4_000 });
  });
});

describe("the store", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    table.leave();
    vi.useRealTimers();
  });

  it("makes one change of a burst of bets, and none lost before a change of phase", () => {
    table.show(crashTable({ phase: "betting" }));
    const changes = vi.fn();
    const stop = useCrash.subscribe(changes);
    for (let i = 0; i < 50; i += 1) table.bet(bet(`b${i}`, 100 + i));
    expect(changes).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(changes).toHaveBeenCalledTimes(1);
    table.bet(bet("late", 900));
    table.round(roundOf(crashTable(), { phase: "running", server_time: new Date(clock.now()).toISOString() }));
    expect(useCrash.getState().state?.bets[0]?.bet_id).toBe("late");
    expect(useCrash.getState().state?.bets).toHaveLength(51);
    stop();
  });
});

describe("what a player types", () => {
  it("becomes a stake of the table", () => {
    const limits = { min: 100, max: 100_000, step: 100 };
    expect([fitStake(0, limits), fitStake(149, limits), fitStake(151, limits), fitStake(9e9, limits), fitStake(Number.NaN, limits)]).toEqual([100, 100, 200, 100_000, 100]);
  });

  it("becomes a multiplier on the grid", () => {
    expect([fitAuto(1, 1.01, 10_000), fitAuto(2.345, 1.01, 10_000), fitAuto(1e9, 1.01, 10_000), fitAuto(Number.NaN, 1.01, 10_000)]).toEqual([1.01, 2.35, 10_000, 2]);
  });
});
