import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { useCelebration } from "@/shared/ui/reward-burst";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { StreakScreen } from "./components/streak-screen";
import { stateOf } from "./components/week-lanterns";
import type { Streak } from "./hooks/use-streak";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const day = (date: string, more: Partial<Streak["week"][number]> = {}) => ({ date, attended: false, claimed: false, protected: false, ...more });
const before: Streak = {
  action_type: "DAILY_LOGIN",
  today: "2026-11-19",
  streak_count: 3,
  best_count: 12,
  ticked_today: true,
  claimed_today: false,
  next_reward: { gold: 1389, exp: 66 },
  week: [
    day("2026-11-15"),
    day("2026-11-16", { attended: true, claimed: true }),
    day("2026-11-17", { attended: true }),
    day("2026-11-18", { protected: true }),
    day("2026-11-19", { attended: true }),
    day("2026-11-20"),
    day("2026-11-21"),
  ],
  month_count: 7,
  protections: 1,
};
const protection = { held: 1, held_max: 3, prices: [{ currency: "gold", amount: 5000 }, { currency: "gem", amount: 10 }] };
const past = [
  { date: "2026-11-19", kind: "attended", streak_count: 3, reward: null },
  { date: "2026-11-18", kind: "protected", streak_count: 2, reward: null },
  { date: "2026-11-16", kind: "attended", streak_count: 1, reward: { gold: 1123, exp: 55 } },
];

const sent: { path: string; key: string | null; body: unknown }[] = [];
const server = { status: before, protection, past, claim: { gold: 1389, exp: 66, streak_count: 3, idempotent: false, balance_after: 51_389 }, fail: 0 };

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (request.method === "POST") {
    sent.push({ path: url.pathname, key: request.headers.get("Idempotency-Key"), body: await request.json() });
    if (server.fail > 0) {
      server.fail -= 1;
      const error = { code: "insufficient_funds", message: "…", details: null, request_id: "r" };
      return new Response(JSON.stringify({ detail: "…", error }), { status: 402, headers: { "Content-Type": "application/json" } });
    }
  }
  const bodies: Record<string, unknown> = {
    "/api/streak/status": server.status,
    "/api/streak/tick": { action_type: "DAILY_LOGIN", day: "2026-11-19", streak_count: 3, applied: true, protections_used: 1 },
    "/api/streak/claim": server.claim,
    "/api/streak/protection": server.protection,
    "/api/streak/protection/buy": { held: 3, bought: 2, cost: { currency: "gold", amount: 10_000 }, balance_after: 40_000 },
    "/api/streak/history": { items: url.searchParams.get("month") === "2026-10" ? [] : server.past, next_cursor: null },
  };
  return new Response(JSON.stringify(bodies[url.pathname]), { headers: { "Content-Type": "application/json" } });
}

beforeEach(() => {
  sent.length = 0;
  Object.assign(server, { status: before, protection, past, fail: 0 });
  resetLive();
  useLive.setState({ gold: { ...useLive.getState().gold, balance: 50_000 }, profile: { gem_balance: 4 } });
  vi.stubGlobal("fetch", answer);
});

describe("the streak page", () => {
  it("tells the week in words, Sunday to Saturday", async () => {
    const { container } = renderApp(<StreakScreen />);
    const week = await screen.findByRole("list", { name: "이번 주 출석" });
    const days = within(week).getAllByRole("listitem").map((item) => item.textContent);
    expect(days).toHaveLength(7);
    expect(days[0]).toContain("쉬어 간 날이에요");
    expect(days[1]).toContain("출석하고 보상도 받았어요");
    expect(days[2]).toContain("출석했어요");
    expect(days[3]).toContain("보호권이 이어 줬어요");
    expect(days[5]).toContain("아직 오지 않은 날이에요");
    await screen.findByRole("table", { name: /11월 출석 달력/ });
    await screen.findByText("3개 중 1개");
    await expectAccessible(container);
  });

  it("pays the day once: the gold moves, the news is spoken, the button goes", async () => {
    renderApp(<StreakScreen />);
    const button = await screen.findByRole("button", { name: "오늘 보상 받기" });
    server.status = { ...before, claimed_today: true, next_reward: { gold: 1452, exp: 69 } };
    fireEvent.click(button);
    await screen.findByText("오늘 보상은 받았어요. 내일 또 만나요.");
    expect(useCelebration.getState().shown?.items).toEqual([{ type: "gold", amount: 1389 }, { type: "exp", amount: 66 }]);
    expect(useLive.getState().gold.balance).toBe(51_389);
    expect(screen.queryByRole("button", { name: "오늘 보상 받기" })).toBeNull();
    expect(sent.filter(({ path }) => path.endsWith("/claim"))).toHaveLength(1);
  });

  it("attends by itself, once a day", async () => {
    server.status = { ...before, ticked_today: false };
    renderApp(<StreakScreen />);
    await waitFor(() => expect(sent.map(({ path }) => path)).toEqual(["/api/streak/tick"]));
    await screen.findByText("3개 중 1개");
    expect(sent).toHaveLength(1);
  });

  it("attends nothing that is attended already", async () => {
    renderApp(<StreakScreen />);
    await screen.findByText("3개 중 1개");
    expect(sent).toEqual([]);
  });

  it("sells protections: as many as fit, a purchase tried again keeps its key", async () => {
    const { container } = renderApp(<StreakScreen />);
    fireEvent.click(await screen.findByRole("button", { name: "보호권 사기" }));
    const sheet = await screen.findByRole("dialog");
    fireEvent.click(within(sheet).getByRole("button", { name: "하나 늘리기" }));
    expect((within(sheet).getByRole("button", { name: "하나 늘리기" }) as HTMLButtonElement).disabled).toBe(true);
    server.fail = 1;
    const confirm = within(sheet).getByRole("button", { name: "사기" });
    fireEvent.click(confirm);
    await within(sheet).findByRole("alert");
    await expectAccessible(container);
    fireEvent.click(confirm);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const buys = sent.filter(({ path }) => path.endsWith("/buy"));
    expect(buys.map(({ body }) => body)).toEqual([{ count: 2, currency: "gold" }, { count: 2, currency: "gold" }]);
    expect(new Set(buys.map(({ key }) => key)).size).toBe(1);
    expect(useLive.getState().gold.balance).toBe(40_000);
  });

  it("does not let a player pay with what they do not have", async () => {
    renderApp(<StreakScreen />);
    fireEvent.click(await screen.findByRole("button", { name: "보호권 사기" }));
    const sheet = await screen.findByRole("dialog");
    fireEvent.click(within(sheet).getByRole("radio", { name: /젬/ }));
    expect(within(sheet).getByText("지금 가진 젬로는 조금 모자라요.")).toBeTruthy();
    expect((within(sheet).getByRole("button", { name: "사기" }) as HTMLButtonElement).disabled).toBe(true);
  });

  it("turns the months back, and not into the future", async () => {
    renderApp(<StreakScreen />);
    const after = await screen.findByRole("button", { name: "다음 달 보기" });
    expect((after as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "지난달 보기" }));
    await screen.findByText("0일 출석했어요");
    expect(screen.getByRole("table", { name: /10월/ })).toBeTruthy();
  });

  it("says what to do when there is no history", async () => {
    server.past = [];
    renderApp(<StreakScreen />, "en");
    expect(await screen.findByText("No lantern lit yet")).toBeTruthy();
  });
});

describe("a lantern", () => {
  it("waits to be lit only today", () => {
    expect(stateOf(day("2026-11-19"), "2026-11-19")).toBe("next");
    expect(stateOf(day("2026-11-18"), "2026-11-19")).toBe("dark");
    expect(stateOf(day("2026-11-20"), "2026-11-19")).toBe("dark");
  });
});
