import { configure, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { type Line, boardOf, daysUntil, hrefOf, linesBelow } from "./board";
import { LeaderboardScreen } from "./components/leaderboard-screen";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const { search } = vi.hoisted(() => ({ search: { now: "" } }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/leaderboard",
  useSearchParams: () => new URLSearchParams(search.now),
}));

const line = (rank: number, more: Partial<Line> = {}): Line => ({
  rank,
  user_id: 100 + rank,
  nickname: `별님${rank}`,
  avatar: "ring-1",
  value: 1000 - rank,
  is_me: false,
  ...more,
});

const season = {
  season_id: 2,
  game_type: "all",
  metric: "net_win",
  period: "month",
  starts_at: "2026-11-01T00:00:00.000Z",
  ends_at: "2026-12-01T00:00:00.000Z",
  prizes: [
    { first: 1, last: 1, gold: 50_000 },
    { first: 2, last: 10, gold: 10_000 },
  ],
};
const me = line(41, { is_me: true, value: -120 });
const full = {
  game_type: "all",
  period: "week",
  metric: "net_win",
  period_start: "2026-11-15T00:00:00.000Z",
  period_end: "2026-11-22T00:00:00.000Z",
  players: 1234,
  items: [line(1), line(2, { user_id: null, nickname: null, avatar: null }), line(3), line(4), line(5)],
  me: { rank: 41, value: -120 },
  neighbours: [line(39), line(40), me, line(42)],
};
const empty = { ...full, players: 0, items: [], me: null, neighbours: [] };
const past = [{ season: { ...season, season_id: 1, starts_at: "2026-10-01T00:00:00.000Z" }, winners: [{ ...line(1), gold: 50_000 }], me: { ...line(9, { is_me: true }), gold: 10_000 } }];

const asked: URL[] = [];
const answers = { board: full as unknown, season: { season, players: 9, leaders: [line(1)], me: { rank: 7, value: 5 }, prize: 10_000 } as unknown, past: past as unknown };

function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  asked.push(url);
  const body = url.pathname.endsWith("/season")
    ? answers.season
    : url.pathname.endsWith("/seasons")
      ? { items: answers.past, next_cursor: null }
      : url.pathname.endsWith("/leaderboard")
        ? answers.board
        : { items: [{ game: "slot" }, { game: "crash" }] };
  return Promise.resolve(new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } }));
}

beforeEach(() => {
  asked.length = 0;
  search.now = "";
  answers.board = full;
  answers.past = past;
  vi.stubGlobal("fetch", answer);
});

describe("the leaderboard", () => {
  it("shows the podium, the lines below it, and the own place with its neighbours", async () => {
    const { container } = renderApp(<LeaderboardScreen />);
    const podium = await screen.findByRole("list", { name: "1위부터 3위까지" });
    expect(within(podium).getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      expect.stringContaining("별님1"),
      expect.stringContaining("쉬거나 떠난 회원"),
      expect.stringContaining("별님3"),
    ]);
    expect(within(screen.getByRole("list", { name: "순위" })).getAllByRole("listitem")).toHaveLength(2);
    const around = screen.getByRole("list", { name: "내 자리와 그 둘레" });
    expect(within(around).getAllByRole("listitem").filter((item) => item.getAttribute("aria-current"))).toHaveLength(1);
    expect(within(screen.getByRole("region", { name: "내 자리" })).getByText("−120")).toBeDefined();
    expect(screen.getByText("1,234명이 함께하고 있어요")).toBeDefined();
    await screen.findByRole("link", { name: "남산 리프트" });
    await expectAccessible(container);
  });

  it("asks for the board the address names, and links to every other one", async () => {
    search.now = "game=slot&period=all&metric=biggest_multiplier";
    answers.board = { ...full, metric: "biggest_multiplier", period_end: null, items: [line(1, { value: 215.5 })], neighbours: [], me: null };
    renderApp(<LeaderboardScreen />);
    await screen.findByText("×215.5");
    expect(asked.find(({ pathname }) => pathname.endsWith("/leaderboard"))?.search).toContain("game_type=slot&period=all&metric=biggest_multiplier");
    expect(screen.getByRole("link", { name: "오늘" }).getAttribute("href")).toBe("/ko/leaderboard?game=slot&period=day&metric=biggest_multiplier");
    expect(screen.getByRole("link", { name: "최고 배수" }).getAttribute("aria-current")).toBe("page");
    expect(screen.getByText("이 기간에는 아직 내 기록이 없어요")).toBeDefined();
  });

  it("says what to do on an empty board and before the first season has ended", async () => {
    answers.board = empty;
    answers.past = [];
    const { container } = renderApp(<LeaderboardScreen />);
    await screen.findByText("아직 아무도 없어요");
    await screen.findByText("아직 끝난 시즌이 없어요");
    await expectAccessible(container);
  });

  it("tells what the own place would win, what each place wins, and what was won", async () => {
    renderApp(<LeaderboardScreen />);
    await screen.findByText("지금 순위대로라면");
    expect(screen.getByText("2–10위")).toBeDefined();
    await screen.findByText("9위, 상금 10,000 골드를 받았어요.");
    expect(screen.getByText("2026년 10월 시즌")).toBeDefined();
  });
});

describe("boards and their addresses", () => {
  it("reads what it wrote and falls back on what it does not know", () => {
    const board = { game: "crash", period: "day", metric: "plays" } as const;
    expect(boardOf(new URLSearchParams(hrefOf(board).split("?")[1]))).toEqual(board);
    expect(boardOf(new URLSearchParams("period=year&metric=luck"))).toEqual({ game: "all", period: "week", metric: "net_win" });
  });

  it("repeats no line of the list around the own place", () => {
    expect(linesBelow([line(1), line(2)], [line(1, { is_me: true }), line(2), line(3)])).toEqual([]);
    expect(linesBelow([line(1), line(2)], [line(2), line(3), line(4, { is_me: true })]).map(({ rank }) => rank)).toEqual([3, 4]);
  });

  it("counts whole days and none below zero", () => {
    expect(daysUntil("2026-12-01T00:00:00Z", Date.parse("2026-11-29T23:00:00Z"))).toBe(1);
    expect(daysUntil("2026-12-01T00:00:00Z", Date.parse("2026-12-02T00:00:00Z"))).toBe(0);
  });
});
