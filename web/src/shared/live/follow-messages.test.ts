import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followMessages } from "./follow-messages";
import { applyMessage, resetLive } from "./store";

const envelope = { user_id: 7, timestamp: "", data: {}, seq: null };
let queries: QueryClient;
let stop: () => void;
let asked: string[];

beforeEach(() => {
  vi.useFakeTimers();
  resetLive();
  queries = new QueryClient();
  asked = [];
  for (const [name, follows] of [["missions", ["mission_progress", "reward_granted"]], ["stats", ["stats_update"]], ["odds", undefined]] as const) {
    queries.getQueryCache().build(queries, { queryKey: [name], ...(follows ? { meta: { follows } } : {}) });
  }
  vi.spyOn(queries, "invalidateQueries").mockImplementation((filters) => {
    const cache = queries.getQueryCache().getAll();
    asked.push(...cache.filter((query) => filters?.predicate?.(query as never)).map((query) => String(query.queryKey[0])));
    return Promise.resolve();
  });
  stop = followMessages(queries);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe("queries that follow messages", () => {
  it("asks once after a burst, and only those that follow", () => {
    applyMessage({ ...envelope, type: "mission_progress" });
    applyMessage({ ...envelope, type: "reward_granted" });
    expect(asked).toEqual([]);
    vi.advanceTimersByTime(400);
    expect(asked).toEqual(["missions"]);
  });

  it("asks all that follow anything after a whole new state", () => {
    applyMessage({ ...envelope, type: "initial_state", data: { profile: {}, unread: 0 } });
    vi.advanceTimersByTime(400);
    expect(asked).toEqual(["missions", "stats"]);
  });

  it("stays silent for messages nobody follows", () => {
    applyMessage({ ...envelope, type: "crash_tick" });
    vi.advanceTimersByTime(400);
    expect(asked).toEqual([]);
  });
});
