import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { goldFromSnapshot } from "@/shared/live/gold";
import { useLive } from "@/shared/live/store";
import { useCelebration } from "@/shared/ui/reward-burst";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { DoorEvents } from "./components/door-events";
import { EventsScreen } from "./components/events-screen";
import { type LiveEvent, daysUntil, rewardsOf, sectionsOf, stepOf } from "./event";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/events",
  useSearchParams: () => new URLSearchParams(),
}));

const day_ms = 86_400_000;
const from = (days: number) => new Date(Date.now() + days * day_ms + 60_000).toISOString();

const event = (id: string, more: Partial<LiveEvent> = {}): LiveEvent => ({
  id,
  title: `이벤트 ${id}`,
  description: "함께 즐겨요.",
  event_type: "special",
  start_date: from(-1),
  end_date: from(5),
  status: "active",
  priority: 1,
  requirements: { plays: 10 },
  rewards: { gold: 700, exp: 20 },
  self_reported: false,
  participation_count: 12,
  joined: false,
  joined_at: null,
  goals: [{ evaluator: "plays", progress: 0, target: 10 }],
  progress: 0,
  target: 10,
  completed: false,
  claimed: false,
  claimable: false,
  progress_version: 0,
  ...more,
});
const underway = { joined: true, joined_at: from(-1), goals: [{ evaluator: "plays", progress: 4, target: 10 }], progress: 4 };
const earned = { ...underway, goals: [{ evaluator: "plays", progress: 10, target: 10 }], progress: 10, completed: true, claimable: true };

const sent: { path: string; method: string; body: unknown }[] = [];
const answers: { events: LiveEvent[]; post: (path: string) => [number, unknown] } = { events: [], post: () => [200, {}] };

beforeEach(() => {
  sent.length = 0;
  useCelebration.setState({ shown: null });
  useLive.setState({ gold: goldFromSnapshot(1_000) });
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (request.method === "GET") return Response.json({ items: answers.events, next_cursor: null });
    const text = await request.text();
    sent.push({ path: pathname, method: request.method, body: text ? JSON.parse(text) : null });
    const [status, body] = answers.post(pathname);
    return Response.json(body, { status });
  });
});

describe("the events screen", () => {
  it("tells apart what runs, what comes and what is over, and names ends in days", async () => {
    answers.events = [
      event("a", { priority: 5, ...underway }),
      event("b", { requirements: { model_index_points: 1000 }, goals: [{ evaluator: "model_index_points", progress: 0, target: 1000 }] }),
      event("c", { status: "upcoming", start_date: from(3) }),
      event("d", { status: "ended", end_date: from(-3), ...earned, claimed: true, claimable: false }),
    ];
    const { container } = renderApp(<EventsScreen />);
    const active = within(await screen.findByRole("region", { name: "진행 중인 이벤트" }));
    expect(active.getAllByRole("article")).toHaveLength(2);
    expect(active.getAllByText("5일 남았어요")).toHaveLength(2);
    const bar = active.getByRole("progressbar", { name: "플레이한 라운드" });
    expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuemax")]).toEqual(["4", "10"]);
    expect(active.getByText("모델 지수 포인트")).toBeDefined();
    expect(active.getAllByText("12명이 함께하고 있어요")).toHaveLength(2);
    expect(within(screen.getByRole("region", { name: "다가오는 이벤트" })).getByText("3일 뒤에 시작해요")).toBeDefined();
    const past = within(screen.getByRole("region", { name: "지난 이벤트" }));
    expect(past.getAllByText("보상을 받았어요").length).toBeGreaterThan(0);
    expect(past.queryByRole("button")).toBeNull();
    await expectAccessible(container);
  });

  it("joins by a press and shows the progress from then on", async () => {
    answers.events = [event("a")];
    answers.post = () => {
      answers.events = [event("a", underway)];
      return [200, answers.events[0]];
    };
    renderApp(<EventsScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "참여하기" }));
    await screen.findByRole("progressbar");
    expect(sent).toEqual([{ path: "/api/events/join", method: "POST", body: { event_id: "a" } }]);
    expect(screen.getByRole("button", { name: "그만하기" })).toBeDefined();
  });

  it("claims once: gold and joy from the answer, none of either for a repetition", async () => {
    answers.events = [event("a", earned)];
    const items = [{ reward_type: "gold", amount: 700, balance_after: 1_700 }];
    answers.post = () => [200, { applied: true, idempotent: false, reward_items: items, progress_version: 3, new_balances: { gold: 1_700 } }];
    renderApp(<EventsScreen />);
    const claim = await screen.findByRole("button", { name: "보상 받기" });
    await userEvent.click(claim);
    await waitFor(() => expect(useLive.getState().gold.balance).toBe(1_700));
    await waitFor(() => expect(useCelebration.getState().shown?.items).toEqual([{ type: "gold", amount: 700 }]));

    useCelebration.setState({ shown: null });
    useLive.setState({ gold: goldFromSnapshot(5_000) });
    answers.post = () => [200, { applied: false, idempotent: true, reward_items: items, progress_version: 3, new_balances: { gold: 1_700 } }];
    await userEvent.click(await screen.findByRole("button", { name: "보상 받기" }));
    await waitFor(() => expect(sent).toHaveLength(2));
    await waitFor(() => expect(claim.getAttribute("aria-busy")).toBeNull());
    expect(useLive.getState().gold.balance).toBe(5_000);
    expect(useCelebration.getState().shown).toBeNull();
  });

  it("says in words what was refused", async () => {
    answers.events = [event("a")];
    answers.post = () => [409, { error: { code: "event_not_active", message: "", details: null, request_id: "r" } }];
    renderApp(<EventsScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "참여하기" }));
    expect((await screen.findByRole("alert")).textContent).toBe("지금 진행 중인 이벤트가 아니에요.");
  });

  it("tells who stepped out that nothing is lost, and takes notes for self-reported events", async () => {
    answers.events = [event("a", { ...underway, joined: false }), event("b", { ...underway, self_reported: true, requirements: { reported: 10 } })];
    answers.post = () => [200, event("b", { ...underway, self_reported: true })];
    renderApp(<EventsScreen />);
    await screen.findByText(/모은 진행은 그대로 있고/);
    expect(screen.getByRole("button", { name: "다시 참여하기" })).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "하나 했어요" }));
    await waitFor(() => expect(sent).toEqual([{ path: "/api/events/progress/b", method: "PUT", body: { amount: 1 } }]));
  });

  it("has a quiet evening to show when nothing runs", async () => {
    answers.events = [];
    const { container } = renderApp(<EventsScreen />);
    await screen.findByText("지금은 쉬어 가는 시간이에요");
    await expectAccessible(container);
  });
});

describe("events at the door", () => {
  const seen = (id: string, start: number) => ({ id, title: `이벤트 ${id}`, event_type: "special", start_date: from(start), end_date: from(4), rewards_summary: { gold: 5 }, participation_count: 3 });

  it("shows what runs to whoever stands outside", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ events: [seen("a", -1), seen("b", 2)], generated_at: from(0), ttl: 30 })));
    const { container } = renderApp(<DoorEvents />);
    await screen.findByText("이벤트 a");
    expect(screen.queryByText("이벤트 b")).toBeNull();
    expect(screen.getByText("4일 남았어요")).toBeDefined();
    await expectAccessible(container);
  });

  it("is nothing at all when the club is quiet or does not answer", async () => {
    for (const response of [() => Response.json({ events: [], generated_at: from(0), ttl: 30 }), () => Response.json({ error: { code: "rate_limited", message: "", details: null, request_id: "r" } }, { status: 429 })]) {
      const fetched = vi.fn(() => Promise.resolve(response()));
      vi.stubGlobal("fetch", fetched);
      const { container, unmount } = renderApp(<DoorEvents />);
      await waitFor(() => expect(fetched).toHaveBeenCalled());
      expect(container.textContent).toBe("");
      unmount();
    }
  });
});

describe("events in words", () => {
  it("sorts each section its own way", () => {
    const sections = sectionsOf([
      event("low"),
      event("high", { priority: 9 }),
      event("soon", { status: "upcoming", start_date: from(1) }),
      event("later", { status: "upcoming", start_date: from(2) }),
      event("old", { status: "ended", end_date: from(-9) }),
      event("fresh", { status: "ended", end_date: from(-2) }),
    ]);
    expect(Object.values(sections).map((events) => events.map(({ id }: LiveEvent) => id))).toEqual([["high", "low"], ["soon", "later"], ["fresh", "old"]]);
  });

  it("counts whole days, and none below zero", () => {
    expect(daysUntil("2026-12-01T00:00:00Z", Date.parse("2026-11-29T23:00:00Z"))).toBe(1);
    expect(daysUntil("2026-12-01T00:00:00Z", Date.parse("2026-12-02T00:00:00Z"))).toBe(0);
  });

  it("knows the next step", () => {
    expect([event("a"), event("a", underway), event("a", earned), event("a", { ...earned, claimed: true }), event("a", { status: "upcoming" })].map(stepOf)).toEqual([
      "join",
      "underway",
      "claim",
      "claimed",
      "none",
    ]);
    expect(rewardsOf({ gold: 5, items: { "frame:lantern": 1 } })).toEqual([
      { type: "gold", amount: 5 },
      { type: "frame:lantern", amount: 1 },
    ]);
  });
});
