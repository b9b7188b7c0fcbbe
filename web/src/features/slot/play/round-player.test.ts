import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/shared/api/errors";
import type { SpinIntent, SpinResult } from "../api/spin";
import { RoundPlayer, isUnsettled } from "./round-player";

const opening = [["a", "a", "a"], ["b", "b", "b"], ["c", "c", "c"]];
const landed = [["x", "y", "z"], ["x", "y", "s"], ["x", "y", "z"]];
const intent: SpinIntent = { key: "k1", machine_id: "m", bet_amount: 100 };
const settings = { turbo: false, reduced: false };
const fairness = { server_seed_hash: "h", client_seed: "c", nonce: 0 };

function result(changes: Partial<SpinResult> = {}): SpinResult {
  return {
    round_id: "r1",
    bet_amount: 100,
    win_amount: 0,
    net: -100,
    balance_after: 900,
    config_version: 1,
    fairness,
    window: landed,
    wins: [],
    free_spins_left: 0,
    win_streak: 0,
    feature: null,
    ...changes,
  };
}

const win = { line: 0, symbol: "x", count: 3, ways: 1, amount: 250, positions: [[0, 0], [1, 0], [2, 0]] };
const freeSpin = (win_amount: number, retriggered = 0) => ({ window: landed, wins: win_amount ? [{ ...win, amount: win_amount }] : [], win_amount, retriggered });

function table(send: (intent: SpinIntent) => Promise<SpinResult>) {
  const doors = {
    send: vi.fn(send),
    hold: vi.fn(),
    release: vi.fn(),
    applyBalance: vi.fn(),
    sound: vi.fn(),
    now_ms: () => Date.now(),
  };
  return { doors, player: new RoundPlayer(opening, "s", doors) };
}

const kinds = (player: RoundPlayer) => player.store.getState().orders.map(({ kind }) => kind).join(" ");
const sounds = (doors: { sound: ReturnType<typeof vi.fn> }) => doors.sound.mock.calls.map(([name]) => name as string);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("a spin", () => {
  it("stops the reels left to right, then reveals, and gold learns nothing before", async () => {
    const { doors, player } = table(() => Promise.resolve(result({ win_amount: 250, wins: [win], win_streak: 2 })));
    const played = player.play(intent, settings);
    expect(doors.hold).toHaveBeenCalledExactlyOnceWith("k1", 100);
    expect(kinds(player)).toBe("spin spin spin");
    await vi.advanceTimersByTimeAsync(619);
    expect(kinds(player)).toBe("spin spin spin");
    await vi.advanceTimersByTimeAsync(1);
    expect(kinds(player)).toBe("land spin spin");
    await vi.advanceTimersByTimeAsync(220);
    expect(kinds(player)).toBe("land land spin");
    await vi.advanceTimersByTimeAsync(220);
    expect(kinds(player)).toBe("land land land");
    expect(player.store.getState().round).toBeNull();
    expect(doors.release).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(420);
    await played;
    expect(player.store.getState()).toMatchObject({ phase: "idle", round: { round_id: "r1" }, shown: [win], winStreak: 2 });
    expect(doors.applyBalance).toHaveBeenCalledExactlyOnceWith(900);
    expect(doors.release).toHaveBeenCalledExactlyOnceWith("k1");
    expect(sounds(doors)).toEqual(["spin", "stop", "scatter", "stop", "win"]);
  });

  it("stops at once when pressed again", async () => {
    const { player } = table(() => Promise.resolve(result()));
    const played = player.play(intent, settings);
    await vi.advanceTimersByTimeAsync(100);
    player.hurry();
    await vi.advanceTimersByTimeAsync(0);
    await expect(played).resolves.toMatchObject({ round_id: "r1" });
  });

  it("makes no festive sound of a return below the stake", async () => {
    const { doors, player } = table(() => Promise.resolve(result({ win_amount: 50, wins: [win] })));
    void player.play(intent, settings);
    await vi.advanceTimersByTimeAsync(3000);
    expect(sounds(doors)).not.toContain("win");
    expect(sounds(doors)).not.toContain("big-win");
  });

  it("takes one press at a time", async () => {
    const { doors, player } = table(() => Promise.resolve(result()));
    void player.play(intent, settings);
    await expect(player.play({ ...intent, key: "k2" }, settings)).resolves.toBeNull();
    await vi.advanceTimersByTimeAsync(3000);
    expect(doors.send).toHaveBeenCalledTimes(1);
  });
});

describe("a spin that fails", () => {
  it("puts the old window back, frees the gold, and says why", async () => {
    const refused = new ApiError(402, "insufficient_funds", "");
    const { doors, player } = table(() => Promise.reject(refused));
    await expect(player.play(intent, settings)).resolves.toBeNull();
    expect(player.store.getState()).toMatchObject({ phase: "idle", problem: refused, unsettled: null });
    expect(player.store.getState().orders.map(({ kind, column }) => [kind, column])).toEqual(opening.map((column) => ["rest", column]));
    expect(doors.release).toHaveBeenCalledExactlyOnceWith("k1");
    expect(doors.applyBalance).not.toHaveBeenCalled();
  });

  it("keeps the intent of a lost answer; sent again it is the same key and shows its result", async () => {
    let online = false;
    const { doors, player } = table(() => (online ? Promise.resolve(result()) : Promise.reject(new ApiError(0, "offline", ""))));
    await player.play(intent, settings);
    const { unsettled } = player.store.getState();
    expect(unsettled).toEqual(intent);
    online = true;
    const again = player.play(unsettled ?? intent, settings);
    await vi.advanceTimersByTimeAsync(3000);
    await expect(again).resolves.toMatchObject({ round_id: "r1" });
    expect(doors.send.mock.calls.map(([sent]) => sent.key)).toEqual(["k1", "k1"]);
    expect(player.store.getState()).toMatchObject({ unsettled: null, problem: null });
  });

  it.each([
    [new ApiError(402, "insufficient_funds", ""), false],
    [new ApiError(422, "stake_out_of_range", ""), false],
    [new ApiError(429, "rate_limited", ""), false],
    [new ApiError(409, "idempotency_in_progress", ""), true],
    [new ApiError(503, "overloaded", ""), true],
    [new ApiError(500, "internal", ""), true],
    [new ApiError(0, "offline", ""), true],
    [new TypeError("broken"), true],
  ])("%s may have happened: %s", (error, unsettled) => expect(isUnsettled(error)).toBe(unsettled));
});

describe("free spins", () => {
  const spins = [freeSpin(0), freeSpin(300, 2), freeSpin(0), freeSpin(100)];
  const feature = { kind: "free_spins" as const, awarded: 2, multiplier: 3, total_win: 400, spins };
  const send = () => Promise.resolve(result({ win_amount: 400, feature }));

  it("play one after another inside their round and add up", async () => {
    const { doors, player } = table(send);
    const seen: string[] = [];
    player.store.subscribe(({ feature: now }) => {
      const line = now ? `${now.played}/${now.total} ${now.won}` : "";
      if (line && seen.at(-1) !== line) seen.push(line);
    });
    const played = player.play(intent, settings);
    await vi.advanceTimersByTimeAsync(30_000);
    await played;
    expect(seen).toEqual(["0/2 0", "1/2 0", "2/4 300", "3/4 300", "4/4 400"]);
    expect(sounds(doors)).toContain("free-spins");
    expect(player.store.getState()).toMatchObject({ phase: "idle", shown: spins[3]?.wins });
  });

  it("can be passed over, and a quick stop of the reels before does not pass them over", async () => {
    const { player } = table(send);
    const played = player.play(intent, settings);
    player.hurry();
    await vi.advanceTimersByTimeAsync(0);
    expect(player.store.getState().phase).toBe("free-spins");
    player.hurry();
    await vi.advanceTimersByTimeAsync(0);
    await played;
    expect(player.store.getState()).toMatchObject({ phase: "idle", feature: { played: 4, total: 4, won: 400 } });
  });

  it("end in silence when the screen is left", async () => {
    const { doors, player } = table(send);
    const played = player.play(intent, settings);
    await vi.advanceTimersByTimeAsync(100);
    doors.sound.mockClear();
    player.leave();
    await vi.advanceTimersByTimeAsync(0);
    await played;
    expect(doors.sound).not.toHaveBeenCalled();
    expect(doors.release).toHaveBeenCalledWith("k1");
  });
});
