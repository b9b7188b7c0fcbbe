import { afterEach, describe, expect, it, vi } from "vitest";
import { applyBroadcast, connectTopics, joinTopic, topicJoined } from "./topics";

const message = (type: string) => ({ type, user_id: null, data: { n: 1 }, timestamp: "", seq: 1 });
const leave: (() => void)[] = [];

afterEach(() => {
  for (const one of leave.splice(0)) one();
  connectTopics(null);
});

function join(topic: string, handlers: Record<string, () => void> = {}, joined = () => undefined) {
  const end = joinTopic(topic, { handlers: () => handlers, joined });
  leave.push(end);
  return end;
}

describe("topics", () => {
  it("are joined at once on a live socket, and again after each reconnection", () => {
    const first = vi.fn();
    const second = vi.fn();
    connectTopics(first);
    join("crash");
    connectTopics(null);
    join("roulette:main");
    connectTopics(second);
    expect(first.mock.calls).toEqual([[{ type: "subscribe", topic: "crash" }]]);
    expect(second.mock.calls).toEqual([[{ type: "subscribe", topic: "crash" }], [{ type: "subscribe", topic: "roulette:main" }]]);
  });

  it("are shared by screens and left with the last of them", () => {
    const send = vi.fn();
    connectTopics(send);
    const one = join("crash");
    const two = join("crash");
    one();
    expect(send).toHaveBeenCalledTimes(1);
    two();
    two();
    expect(send.mock.calls.at(-1)).toEqual([{ type: "unsubscribe", topic: "crash" }]);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("hand each message to those who know its type", () => {
    const tick = vi.fn();
    const round = vi.fn();
    join("crash", { crash_tick: tick });
    join("crash", { crash_round: round });
    applyBroadcast(message("crash_tick"));
    applyBroadcast(message("something_else"));
    expect(tick).toHaveBeenCalledWith({ n: 1 }, message("crash_tick"));
    expect(round).not.toHaveBeenCalled();
  });

  it("tell their members when nothing is missed any more", () => {
    const joined = vi.fn();
    join("crash", {}, joined);
    topicJoined("roulette:main");
    expect(joined).not.toHaveBeenCalled();
    topicJoined("crash");
    expect(joined).toHaveBeenCalledTimes(1);
  });
});
