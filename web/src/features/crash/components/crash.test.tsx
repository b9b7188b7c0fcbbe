import { act, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { applyBroadcast, topicJoined } from "@/shared/live/topics";
import { resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { CrashTable } from "../api/crash";
import { crashTable } from "../play/crash.fixture";
import { table } from "../play/crash-store";
import { usePreferences } from "../play/preferences";
import { CrashScreen } from "./crash-screen";

configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/crash",
  useSearchParams: () => new URLSearchParams(),
}));

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const past = [
  { round_id: "p6", number: 6, multiplier: 12.5, hash: "aa".repeat(32), void: false, client_seed: "salt", nonce: 6, ended_at: "2026-11-21T11:59:50Z" },
  { round_id: "p5", number: 5, multiplier: 1, hash: "bb".repeat(32), void: false, client_seed: "salt", nonce: 5, ended_at: "2026-11-21T11:59:30Z" },
];
let server: CrashTable;
const sent: { url: string; body: Record<string, unknown> }[] = [];
let answerBet: (body: Record<string, unknown>) => Response | Promise<Response>;
let answerCashout: () => Response;

beforeEach(() => {
  sent.length = 0;
  globalThis.reduceMotion = true;
  resetLive();
  useLive.setState({ connection: "live", gold: { balance: 10_000, streamed: 10_000, awaiting: [], echoed: [] } });
  usePreferences.setState({ panels: { 1: { stake: 100, auto: false, autoAt: 2 }, 2: { stake: 100, auto: false, autoAt: 2 } }, second: false });
  const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
  server = crashTable({ server_time: soon(0), opens_at: soon(0), locks_at: soon(60_000) });
  answerBet = taken;
  answerCashout = () => json({ bet_id: "b-1", shared_round_id: "round-7", status: "cashed_out", multiplier: 1.5, win_amount: 150, balance_after: 10_050, round_id: "own", bet_amount: 100, net: 50, config_version: 1, win_streak: 1, fairness: {} });
  vi.stubGlobal("fetch", async (request: Request) => {
    const url = new URL(request.url).pathname;
    if (request.method === "POST") {
      const body = (await request.clone().json()) as Record<string, unknown>;
      sent.push({ url, body });
      if (url.endsWith("/crash/bet")) return answerBet(body);
      if (url.endsWith("/crash/cashout")) return answerCashout();
    }
    if (url.endsWith("/crash/current")) return json(server);
    if (url.endsWith("/crash/history")) return json({ items: past, next_cursor: null });
    return json({}, 404);
  });
});

afterEach(() => {
  table.leave();
  globalThis.reduceMotion = undefined;
});

function placed({ bet_amount, slot, auto_cashout }: Record<string, unknown>) {
  return { bet_id: `b-${Number(slot)}`, round_id: server.round_id, number: server.number, slot, status: "placed", bet_amount, auto_cashout, simulated_max_win: 0, config_version: 1, fairness: {} };
}

const taken = (body: Record<string, unknown>) => json({ ...placed(body), balance_after: 10_000 - Number(body.bet_amount) }, 201);
const tooLate = () => json({ detail: "", error: { code: "round_closed", message: "", details: null, request_id: "r" } }, 409);

function say(type: string, data: Record<string, unknown>) {
  act(() => applyBroadcast({ type, user_id: null, data, timestamp: "", seq: 1 }));
}

function phase(change: Partial<CrashTable>) {
  server = { ...server, ...change, server_time: new Date().toISOString() };
  say("crash_round", server);
}

const panel = (slot: 1 | 2) => within(screen.getByRole("region", { name: `베팅 ${slot}` }));

describe("the lift", () => {
  it("is accessible while bets are open, during the ride and after it", async () => {
    const { container, baseElement } = renderApp(<CrashScreen />);
    await screen.findByRole("button", { name: "100 골드 걸기" });
    await expectAccessible(container);
    phase({ phase: "running", locks_at: new Date(Date.now() - 1000).toISOString() });
    await expectAccessible(container);
    phase({ phase: "settling", crash_multiplier: 1.8 });
    await screen.findByText("1.80배에서 멈췄어요");
    await userEvent.click(await screen.findByRole("button", { name: "6번째 판 12.50배, 검증하기" }));
    await screen.findByText(/다시 계산한 배수/);
    await expectAccessible(baseElement);
  });

  it("bets, rides and leaves with one button", async () => {
    renderApp(<CrashScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "100 골드 걸기" }));
    await screen.findByRole("button", { name: "출발을 기다려요" });
    expect(sent).toEqual([{ url: "/api/games/crash/bet", body: { bet_amount: 100, auto_cashout: null, slot: 1 } }]);
    expect(useLive.getState().gold.balance).toBe(9_900);
    phase({ phase: "running", locks_at: new Date(Date.now() - 1000).toISOString() });
    await userEvent.click(screen.getByRole("button", { name: "내리기" }));
    await screen.findByText("1.50배에 내려 150 골드를 받았어요");
    expect(sent.at(-1)).toEqual({ url: "/api/games/crash/cashout", body: { bet_id: "b-1" } });
    expect(useLive.getState().gold.balance).toBe(10_050);
    phase({ phase: "settling", crash_multiplier: 3 });
    screen.getByText("1.50배에 내려 150 골드를 받았어요");
  });

  it("says plainly that a bet was lost", async () => {
    renderApp(<CrashScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "100 골드 걸기" }));
    await screen.findByRole("button", { name: "출발을 기다려요" });
    phase({ phase: "running", locks_at: new Date(Date.now() - 1000).toISOString() });
    phase({ phase: "settling", crash_multiplier: 1.02 });
    await screen.findByText("내리기 전에 멈췄어요. 건 골드는 100이었어요.");
  });

  it("tells an automatic cash-out that came by the stream", async () => {
    usePreferences.setState(({ panels }) => ({ panels: { ...panels, 1: { stake: 200, auto: true, autoAt: 1.5 } } }));
    renderApp(<CrashScreen />);
    await screen.findByText("1.50배에 내리면 300 골드를 받아요");
    await userEvent.click(screen.getByRole("button", { name: "200 골드 걸기" }));
    await screen.findByRole("button", { name: "출발을 기다려요" });
    expect(sent[0]?.body).toEqual({ bet_amount: 200, auto_cashout: 1.5, slot: 1 });
    phase({ phase: "running", locks_at: new Date(Date.now() - 1000).toISOString() });
    say("crash_cashout", { round_id: "round-7", bet_id: "b-1", nickname: "me", bet_amount: 200, slot: 1, multiplier: 1.5, win_amount: 300 });
    await screen.findByText("1.50배에 내려 300 골드를 받았어요");
  });

  it("queues for the next round during a ride, and can take it back", async () => {
    server = { ...server, phase: "running", locks_at: new Date(Date.now() - 1000).toISOString() };
    renderApp(<CrashScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "다음 판에 100 골드 걸기" }));
    await userEvent.click(await screen.findByRole("button", { name: "예약 취소하기" }));
    await userEvent.click(await screen.findByRole("button", { name: "다음 판에 100 골드 걸기" }));
    expect(sent).toEqual([]);
    phase({ phase: "betting", round_id: "round-8", number: 8, locks_at: new Date(Date.now() + 60_000).toISOString() });
    await screen.findByRole("button", { name: "출발을 기다려요" });
    expect(sent).toHaveLength(1);
  });

  it("keeps a bet that came too late for the next window, and asks once a window", async () => {
    answerBet = tooLate;
    renderApp(<CrashScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "100 골드 걸기" }));
    await screen.findByRole("button", { name: "예약 취소하기" });
    // Messages of the old window still arrive.
    phase({ locks_at: new Date(Date.now() + 30_000).toISOString() });
    screen.getByRole("button", { name: "예약 취소하기" });
    expect(sent).toHaveLength(1);
    answerBet = taken;
    phase({ phase: "betting", round_id: "round-8", number: 8, locks_at: new Date(Date.now() + 60_000).toISOString() });
    await screen.findByRole("button", { name: "출발을 기다려요" });
    expect(sent).toHaveLength(2);
  });

  it("bets on the window that opened while the refusal of the last one was on its way", async () => {
    let refuse: (answer: Response) => void = () => undefined;
    answerBet = () => new Promise((resolve) => (refuse = resolve));
    renderApp(<CrashScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "100 골드 걸기" }));
    await waitFor(() => expect(sent).toHaveLength(1));
    phase({ phase: "betting", round_id: "round-8", number: 8, locks_at: new Date(Date.now() + 60_000).toISOString() });
    answerBet = taken;
    await act(async () => refuse(tooLate()));
    await screen.findByRole("button", { name: "출발을 기다려요" });
    expect(sent).toHaveLength(2);
  });

  it("plays two bets apart, by keys too", async () => {
    const user = userEvent.setup();
    renderApp(<CrashScreen />);
    await screen.findByRole("button", { name: "100 골드 걸기" });
    await user.keyboard("w ");
    await waitFor(() => panel(1).getByRole("button", { name: "출발을 기다려요" }));
    await user.keyboard("b");
    await waitFor(() => panel(2).getByRole("button", { name: "100 골드 걸기" }));
    await user.keyboard("b");
    await waitFor(() => panel(2).getByRole("button", { name: "출발을 기다려요" }));
    expect(sent.map(({ body }) => [body.slot, body.bet_amount])).toEqual([
      [1, 200],
      [2, 100],
    ]);
  });

  it("shows everybody on board and reads the whole table again when the stream is joined anew", async () => {
    renderApp(<CrashScreen />);
    await screen.findByText("아직 아무도 타지 않았어요. 먼저 타 볼까요?");
    say("crash_bet", { round_id: "round-7", bet_id: "x", nickname: "달빛", bet_amount: 500, slot: 1 });
    await screen.findByText("달빛");
    await screen.findByText("1명 · 500 골드");
    server = { ...server, bets: [{ bet_id: "y", nickname: "별빛", bet_amount: 300, slot: 1, status: "cashed_out", multiplier: 2, win_amount: 600 }], players: 3, bets_total: 900 };
    act(() => topicJoined("crash"));
    await screen.findByText("별빛");
    expect(screen.queryByText("달빛")).toBeNull();
    screen.getByText("3명 · 900 골드");
  });

  it("fits what is typed to the table and drops what it cannot read", async () => {
    renderApp(<CrashScreen />);
    const stake = await screen.findByRole("textbox", { name: "거는 골드" });
    await userEvent.clear(stake);
    await userEvent.type(stake, "1250{Enter}");
    await screen.findByRole("button", { name: "1,300 골드 걸기" });
    await userEvent.clear(stake);
    await userEvent.type(stake, "abc{Enter}");
    await screen.findByRole("button", { name: "1,300 골드 걸기" });
    say("crash_bet", { nonsense: true });
    say("crash_round", {});
    screen.getByRole("button", { name: "1,300 골드 걸기" });
  });
});
