import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { FinishedHand, Hint, WaitingHand } from "../api/hands";
import { usePreferences } from "../play/preferences";
import { PokerScreen } from "./poker-screen";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/videopoker",
  useSearchParams: () => new URLSearchParams(),
}));

const read = (file: string) => JSON.parse(readFileSync(`../casino_club/domains/videopoker/tables/${file}.json`, "utf8")) as Record<string, unknown>;
const table = { ...read("main.odds"), ...read("main") };
const fairness = { server_seed_hash: "ab".repeat(32), client_seed: "seed", nonce: 4 };
const dealt = ["Jd", "Js", "9h", "4c", "2s"];

const hand = (bet_amount: number): WaitingHand => ({ hand_id: "h-1", bet_amount, cards: dealt, hand: "jacks_or_better", pay: 1, config_version: 1, fairness, dealt_at: "2026-11-21T12:00:00Z" });

/** Every thrown card becomes another six: three of them with both jacks held. */
function drawn(hold: number[], bet_amount: number): FinishedHand {
  const isFull = hold.join() === "0,1";
  const cards = isFull ? ["Jd", "Js", "6c", "6h", "6s"] : ["6d", "8h", "6c", "Th", "3s"];
  const pay = isFull ? 9 : 0;
  const win_amount = pay * bet_amount;
  return { round_id: "r-1", bet_amount, win_amount, net: win_amount - bet_amount, balance_after: 10_000 - bet_amount + win_amount, config_version: 1, fairness, win_streak: 0, dealt, hold, cards, hand: isFull ? "full_house" : "nothing", pay };
}

const hint: Hint = {
  hand_id: "h-1",
  best: { hold: [0, 1], expected_return: 1.5365 },
  holds: [
    { hold: [0, 1], expected_return: 1.5365 },
    { hold: [0, 1, 2], expected_return: 1.4 },
    { hold: [0], expected_return: 0.47 },
    { hold: [], expected_return: 0.36 },
  ],
};

type Sent = { url: string; key: string | null; body: Record<string, unknown> };
const sent: Sent[] = [];
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const refusal = (status: number, code: string) => json({ detail: code, error: { code, message: code, details: null, request_id: "x" } }, status);
let current: WaitingHand | null;
let stake = 0;
let answerDeal: (body: Record<string, unknown>) => Response | Promise<Response>;
let answerDraw: (body: Record<string, unknown>) => Response | Promise<Response>;

beforeEach(() => {
  sent.length = 0;
  current = null;
  globalThis.reduceMotion = true;
  resetLive();
  useLive.setState({ connection: "live", gold: { balance: 10_000, streamed: 10_000, awaiting: [], echoed: [] } });
  usePreferences.setState({ stake: 100 });
  answerDeal = ({ bet_amount }) => {
    stake = Number(bet_amount);
    return json({ ...hand(stake), balance_after: 10_000 - stake }, 201);
  };
  answerDraw = ({ hold }) => json(drawn(hold as number[], stake), 201);
  vi.stubGlobal("fetch", async (request: Request) => {
    const url = new URL(request.url).pathname;
    if (request.method === "POST" && !url.endsWith("/hint")) {
      const body = (await request.clone().json()) as Record<string, unknown>;
      sent.push({ url, key: request.headers.get("idempotency-key"), body });
      return url.endsWith("/deal") ? answerDeal(body) : answerDraw(body);
    }
    if (url.endsWith("/hint")) return json(hint);
    if (url.endsWith("/videopoker/odds")) return json({ items: [table] });
    if (url.endsWith("/videopoker/current")) return json(current);
    return json({ items: [], next_cursor: null });
  });
});

afterEach(() => {
  globalThis.reduceMotion = undefined;
});

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const place = (number: number) => button(new RegExp(`^${number}번째`));
const balance = () => useLive.getState().gold.balance;

describe("video poker", () => {
  it("is accessible before, during and after a hand", async () => {
    const { container } = renderApp(<PokerScreen />);
    await userEvent.click(await button("카드 받기"));
    await expectAccessible(container);
    await userEvent.click(await button("힌트"));
    await button("J♦ J♠, 남기기");
    await expectAccessible(container);
    await userEvent.click(await button("카드 바꾸기"));
    await screen.findByText("이번에는 족보가 없어요");
    await expectAccessible(container);
  });

  it("deals, holds by tap and pays a full house", async () => {
    renderApp(<PokerScreen />);
    await userEvent.click(await button("카드 받기"));
    await screen.findByText("지금 잭 이상 원페어예요. 더 노려 볼 수도 있어요.");
    expect(balance()).toBe(9_900);
    await userEvent.click(await place(1));
    await userEvent.click(await place(2));
    expect((await place(2)).getAttribute("aria-pressed")).toBe("true");
    await userEvent.click(await button("카드 바꾸기"));
    await screen.findByText("풀하우스, 900 골드를 받았어요");
    expect(sent.map(({ url, body }) => [url, body])).toEqual([
      ["/api/games/videopoker/deal", { bet_amount: 100 }],
      ["/api/games/videopoker/h-1/draw", { hold: [0, 1] }],
    ]);
    await waitFor(() => expect(balance()).toBe(10_800));
    const paid = screen.getByRole("row", { current: true });
    expect(within(paid).getByRole("rowheader").textContent).toBe("풀하우스");
    await screen.findByRole("button", { name: "카드 받기" });
  });

  it("is played with keys alone", async () => {
    const user = userEvent.setup();
    renderApp(<PokerScreen />);
    await button("카드 받기");
    await user.keyboard("{ArrowUp} ");
    await button("카드 바꾸기");
    await user.keyboard("13");
    await user.keyboard("3");
    await user.keyboard("2 ");
    await screen.findByText("풀하우스, 2,250 골드를 받았어요");
    expect(sent.map(({ body }) => body)).toEqual([{ bet_amount: 250 }, { hold: [0, 1] }]);
  });

  it("finds a hand again that was left open, at its own stake", async () => {
    current = hand(50);
    stake = 50;
    renderApp(<PokerScreen />);
    await place(1);
    expect(within(await screen.findByRole("group", { name: "거는 골드" })).getByText("50")).toBeTruthy();
    await userEvent.click(await button("카드 바꾸기"));
    await screen.findByText("이번에는 족보가 없어요");
    expect(sent.map(({ url }) => url)).toEqual(["/api/games/videopoker/h-1/draw"]);
  });

  it("names the best hold with its exact worth, and follows it on a press", async () => {
    renderApp(<PokerScreen />);
    await userEvent.click(await button("카드 받기"));
    await userEvent.click(await button("힌트"));
    const panel = within(await screen.findByRole("region", { name: "어떤 카드를 남길까요?" }));
    const best = within(panel.getAllByRole("listitem")[0] as HTMLElement);
    best.getByText("J♦ J♠");
    best.getByText("평균 1.5365배");
    await userEvent.click(best.getByRole("button", { name: "J♦ J♠, 남기기" }));
    best.getByText("지금 선택");
    expect((await place(1)).getAttribute("aria-pressed")).toBe("true");
    expect((await place(3)).getAttribute("aria-pressed")).toBe("false");
  });

  it("asks again with the same key when an answer was lost, and never deals twice", async () => {
    answerDeal = () => Promise.reject(new TypeError("network"));
    renderApp(<PokerScreen />);
    await userEvent.click(await button("카드 받기"));
    await screen.findByText(/답을 받지 못했어요/);
    answerDeal = ({ bet_amount }) => json({ ...hand(Number(bet_amount)), balance_after: 9_900 }, 201);
    await userEvent.click(within(screen.getByRole("alert")).getByRole("button", { name: "같은 패 확인하기" }));
    await button("카드 바꾸기");
    expect(sent.length).toBeGreaterThan(1);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  it("shows the hand another screen dealt when the club says one is open", async () => {
    renderApp(<PokerScreen />);
    await button("카드 받기");
    current = hand(250);
    answerDeal = () => refusal(409, "hand_open");
    await userEvent.click(await button("카드 받기"));
    await button("카드 바꾸기");
    expect(within(await screen.findByRole("group", { name: "거는 골드" })).getByText("250")).toBeTruthy();
  });

  it("offers a stake that the balance covers when gold is short", async () => {
    useLive.setState({ gold: { balance: 60, streamed: 60, awaiting: [], echoed: [] } });
    answerDeal = () => refusal(402, "insufficient_funds");
    renderApp(<PokerScreen />);
    await userEvent.click(await button("카드 받기"));
    await userEvent.click(await button("50 골드로 낮추기"));
    expect(screen.queryByRole("alert")).toBeNull();
    expect(usePreferences.getState().stake).toBe(50);
    expect(balance()).toBe(60);
  });

  it("says what to do when the table cannot be read, and reads it again", async () => {
    const serve = globalThis.fetch as (request: Request) => Promise<Response>;
    let isDown = true;
    vi.stubGlobal("fetch", (request: Request) => (isDown && request.url.includes("/odds") ? Promise.resolve(refusal(404, "unknown_game")) : serve(request)));
    const { container } = renderApp(<PokerScreen />);
    const again = await button("다시 시도하기");
    await expectAccessible(container);
    isDown = false;
    await userEvent.click(again);
    await button("카드 받기");
  });

  it("reads in English too", async () => {
    renderApp(<PokerScreen />, "en");
    await userEvent.click(await button("Deal"));
    await button(/jack of diamonds/);
  });
});
