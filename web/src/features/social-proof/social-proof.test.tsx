import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { SocialProof } from "./components/social-proof";

const quiet = {
  online_users: 0,
  spins_last_hour: 0,
  big_wins_last_hour: 0,
  total_plays_today: 900,
  active_events_count: 1,
  generated_at: "2026-11-21T12:00:00.000Z",
};
const busy = { ...quiet, online_users: 12, spins_last_hour: 3456, big_wins_last_hour: 7 };

class Stream extends EventTarget {
  static open: Stream[] = [];
  constructor(readonly url: string) {
    super();
    Stream.open.push(this);
  }
  close() {
    Stream.open = Stream.open.filter((one) => one !== this);
  }
  say(data: string) {
    this.dispatchEvent(new MessageEvent("metrics", { data }));
  }
}

let answer: unknown;
let asked: number;

function setHidden(hidden: boolean) {
  Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

beforeEach(() => {
  answer = busy;
  asked = 0;
  Stream.open = [];
  vi.stubGlobal("EventSource", Stream);
  vi.stubGlobal("fetch", () => {
    asked += 1;
    return Promise.resolve(new Response(JSON.stringify(answer), { headers: { "Content-Type": "application/json" } }));
  });
});
afterEach(() => setHidden(false));

describe("social proof", () => {
  it("tells the club's real numbers in both languages and is accessible", async () => {
    const { container } = renderApp(<SocialProof />);
    expect((await screen.findByText("12명")).parentElement?.textContent).toBe("지금 12명이 클럽에 있어요");
    expect(screen.getByText("3,456판")).toBeTruthy();
    expect(screen.getByText("7번")).toBeTruthy();
    await expectAccessible(container);
    renderApp(<SocialProof />, "en");
    const people = await screen.findByText("12 people");
    expect(people.parentElement?.textContent).toBe("12 people here now");
  });

  it("shows nothing of what is zero, and nothing at all of a quiet club", async () => {
    answer = { ...quiet, online_users: 1 };
    const { container } = renderApp(<SocialProof />);
    await screen.findByText("1명");
    expect(screen.getAllByRole("listitem")).toHaveLength(1);
    act(() => Stream.open[0]?.say(JSON.stringify(quiet)));
    await waitFor(() => expect(container.textContent).toBe(""));
  });

  it("follows the stream, and passes over what it cannot read", async () => {
    renderApp(<SocialProof />);
    await screen.findByText("12명");
    const stream = Stream.open[0];
    expect(stream?.url).toBe("/api/metrics/stream?interval=10");
    act(() => stream?.say(JSON.stringify({ ...busy, online_users: 13 })));
    await screen.findByText("13명");
    act(() => stream?.say("{"));
    act(() => stream?.say("null"));
    expect(screen.getByText("13명")).toBeTruthy();
    expect(asked).toBe(1);
  });

  it("holds one stream while the page is seen and none otherwise", async () => {
    const { unmount } = renderApp(<SocialProof />);
    await screen.findByText("12명");
    expect(Stream.open).toHaveLength(1);
    setHidden(true);
    expect(Stream.open).toHaveLength(0);
    setHidden(false);
    expect(Stream.open).toHaveLength(1);
    unmount();
    expect(Stream.open).toHaveLength(0);
  });

  it("asks on its own where there are no streams", async () => {
    vi.stubGlobal("EventSource", undefined);
    renderApp(<SocialProof />);
    await screen.findByText("12명");
  });
});
