import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Envelope } from "./messages";
import { LiveSocket, type SocketLike } from "./socket";

class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readyState = 1;
  sent: string[] = [];
  closed = false;
  constructor(readonly path: string) {}
  send(data: unknown) {
    this.sent.push(String(data));
  }
  close() {
    this.closed = true;
  }
  say(type: string, seq: number | null, data: unknown = {}) {
    this.onmessage?.({ data: JSON.stringify({ type, user_id: 7, data, timestamp: "", seq }) });
  }
}

let sockets: FakeSocket[];
let applied: Envelope[];
let broadcasts: Envelope[];
let joined: string[];
let connection: boolean[];
let last: number | null;
let excluded: boolean;
let socket: LiveSocket;
let tickets: number;

async function settle() {
  await vi.advanceTimersByTimeAsync(0);
}

function latest(): FakeSocket {
  const found = sockets.at(-1);
  if (!found) throw new Error("no socket was opened");
  return found;
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  applied = [];
  broadcasts = [];
  joined = [];
  connection = [];
  last = null;
  excluded = false;
  tickets = 0;
  socket = new LiveSocket({
    ticket: () => Promise.resolve(`t${(tickets += 1)}`),
    open: (path) => {
      const made = new FakeSocket(path);
      sockets.push(made);
      return made;
    },
    since: () => last,
    onMessage: (message) => {
      applied.push(message);
      if (message.seq !== null) last = message.seq;
    },
    onBroadcast: (message) => broadcasts.push(message),
    onJoined: (topic) => joined.push(topic),
    onConnection: (up) => connection.push(up),
    onExcluded: () => {
      excluded = true;
    },
  });
});

afterEach(() => {
  socket.stop();
  vi.useRealTimers();
});

async function connected(seq: number) {
  socket.start();
  await settle();
  latest().onopen?.();
  latest().say("sync_connected", null, { session: "s", seq });
  latest().say("initial_state", seq);
}

describe("live socket", () => {
  it("opens with a ticket and without `since` the first time", async () => {
    await connected(10);
    expect(latest().path).toBe("/api/realtime/sync?ticket=t1");
    expect(connection).toEqual([true]);
  });

  it("drops stale and repeated messages", async () => {
    await connected(10);
    latest().say("profile_update", 11);
    latest().say("profile_update", 11);
    latest().say("profile_update", 9);
    expect(applied.map(({ seq }) => seq)).toEqual([10, 11]);
  });

  it("closes on a gap and resumes from the last applied number", async () => {
    await connected(10);
    const first = latest();
    first.say("profile_update", 13);
    await settle();
    expect(first.closed).toBe(true);
    expect(latest().path).toBe("/api/realtime/sync?ticket=t2&since=10");
    latest().say("sync_connected", null, { session: "s", seq: 13 });
    for (const seq of [11, 12, 13]) latest().say("profile_update", seq);
    expect(applied.map(({ seq }) => seq)).toEqual([10, 11, 12, 13]);
  });

  it("does not loop when the resumed stream itself begins later", async () => {
    await connected(10);
    latest().say("profile_update", 13);
    await settle();
    latest().say("sync_connected", null, { session: "s", seq: 13 });
    latest().say("profile_update", 13);
    await settle();
    expect(sockets).toHaveLength(2);
    expect(applied.map(({ seq }) => seq)).toEqual([10, 13]);
  });

  it("takes a fresh state whose number is lower, as after the server forgot", async () => {
    await connected(10);
    latest().say("initial_state", 2);
    expect(last).toBe(2);
  });

  it("lets broadcasts without a number pass", async () => {
    await connected(10);
    latest().say("notice", null);
    expect(applied.at(-1)?.type).toBe("notice");
  });

  it("ignores frames of a socket it has left", async () => {
    await connected(10);
    const old = latest();
    old.say("profile_update", 13);
    await settle();
    old.say("profile_update", 11);
    expect(applied.map(({ seq }) => seq)).toEqual([10]);
  });

  it("reconnects with a growing, bounded delay and says that it is down", async () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    await connected(10);
    latest().onclose?.({ code: 1006 });
    expect(connection).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(499);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sockets).toHaveLength(2);
    for (let attempt = 0; attempt < 8; attempt += 1) {
      latest().onclose?.({ code: 1006 });
      await vi.advanceTimersByTimeAsync(15_000);
    }
    expect(sockets).toHaveLength(10);
  });

  it("lets go of its socket when the network is gone and resumes when it is back", async () => {
    await connected(10);
    const before = latest();
    socket.suspend();
    expect(before.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
    socket.retryNow();
    await settle();
    expect(latest().path).toBe("/api/realtime/sync?ticket=t2&since=10");
  });

  it("stops for an excluded player", async () => {
    await connected(10);
    latest().onclose?.({ code: 4403 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(excluded).toBe(true);
    expect(sockets).toHaveLength(1);
  });

  it("replaces a socket that fell silent", async () => {
    await connected(10);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(2);
  });

  it("survives frames that are not messages", async () => {
    await connected(10);
    latest().onmessage?.({ data: "not json" });
    latest().onmessage?.({ data: "null" });
    latest().say("profile_update", 11);
    expect(last).toBe(11);
  });

  it("hands a topic's messages on without taking their numbers for the player's", async () => {
    await connected(5);
    latest().onmessage?.({ data: JSON.stringify({ type: "crash_tick", user_id: null, data: {}, timestamp: "", seq: 900 }) });
    latest().say("profile_update", 6);
    expect(broadcasts.map(({ type }) => type)).toEqual(["crash_tick"]);
    expect(applied.at(-1)?.seq).toBe(6);
    expect(sockets).toHaveLength(1);
  });

  it("speaks only while the socket is up, and tells which topics were joined", async () => {
    expect(socket.send({ type: "subscribe", topic: "crash" })).toBe(false);
    await connected(5);
    expect(socket.send({ type: "subscribe", topic: "crash" })).toBe(true);
    expect(latest().sent.at(-1)).toBe('{"type":"subscribe","topic":"crash"}');
    latest().say("subscribed", null, { topic: "crash" });
    expect(joined).toEqual(["crash"]);
  });
});
