import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { Action, Hand, Table } from "./api/hands";
import { BlackjackScreen } from "./components/blackjack-screen";
import { adviceFor } from "./play/advice";
import { totalOf } from "./play/cards";
import { usePreferences } from "./play/preferences";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/blackjack",
  useSearchParams: () => new URLSearchParams(),
}));

const plays = (text: string) => text.split(" ") as Table["strategy"]["hard"][number]["plays"];
const table: Table = {
  decks: 6,
  hands_max: 4,
  stakes: { min: 10, max: 5000, step: 10, presets: [10, 50, 100, 500, 1000, 5000] },
  rtp: 0.9959,
  house_edge: 0.0041,
  sigma: 1.15,
  config_version: 1,
  config_hash: "h",
  strategy: {
    upcards: [2, 3, 4, 5, 6, 7, 8, 9, 10, 1],
    hard: [
      { of: 11, plays: plays("D D D D D D D D D H") },
      { of: 16, plays: plays("S S S S S H H H H H") },
    ],
    soft: [{ of: 18, plays: plays("S Ds Ds Ds Ds S S H H H") }],
    pairs: [{ of: 8, plays: plays("P P P P P P P P P P") }],
  },
};

function hand(cards: string[], up: string, change: Partial<Hand> = {}): Hand {
  const { total, soft } = totalOf(cards);
  return {
    hand_id: "0190a000-0000-7000-8000-000000000001",
    status: "open",
    step: 0,
    dealer: { cards: [up, null], ...totalOf([up]), blackjack: false },
    hands: [{ cards, total, soft, bet_amount: 100, status: "playing", result: null, win_amount: null }],
    active_hand: 0,
    insurance_offered: false,
    insurance: null,
    taken: [],
    actions: ["hit", "stand", "double"],
    round_id: null,
    bet_amount: 100,
    win_amount: null,
    net: null,
    balance_after: 9_900,
    win_streak: null,
    config_version: 1,
    fairness: { server_seed_hash: "s", client_seed: "c", nonce: 1 },
    ...change,
  };
}

function settled(cards: string[], dealer: string[], win_amount: number, result: "win" | "lose" | "push"): Hand {
  const open = hand(cards, dealer[0] ?? "");
  return {
    ...open,
    status: "settled",
    step: 1,
    dealer: { cards: dealer, ...totalOf(dealer), blackjack: false },
    hands: [{ ...open.hands[0]!, status: "stood", result, win_amount }],
    active_hand: null,
    taken: ["stand"],
    actions: [],
    round_id: "0190a000-0000-7000-8000-000000000002",
    win_amount,
    net: win_amount - 100,
    balance_after: 9_900 + win_amount,
    win_streak: 0,
  };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
type Sent = { path: string; key: string | null; body: unknown };
const sent: Sent[] = [];
let current: Hand | null = null;

function serve(answers: (Hand | Response | Error)[]) {
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname;
    if (path.endsWith("/blackjack/table")) return json(table);
    if (path.endsWith("/blackjack/current")) return json(current);
    if (!path.includes("/blackjack/")) return json({ items: [], next_cursor: null });
    sent.push({ path, key: request.headers.get("idempotency-key"), body: await request.json() });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer : json(answer);
  });
}

const status = () => screen.getByText((_, element) => element?.getAttribute("role") === "status" && element.classList.contains("min-h-13"));
const dealButton = () => screen.findByRole("button", { name: /^딜 ·/ });

beforeEach(() => {
  globalThis.reduceMotion = true;
  sent.length = 0;
  current = null;
  usePreferences.setState({ stake: 100 });
  resetLive();
  useLive.setState({ gold: { balance: 10_000, streamed: 10_000, awaiting: [], echoed: [] } });
});

describe("basic strategy on request", () => {
  const advise = (cards: string[], up: string, actions: Action[]) => adviceFor(hand(cards, up, { actions }), table.strategy);

  it("looks up pairs first, then soft and hard totals", () => {
    expect(advise(["8s", "8h"], "Td", ["hit", "stand", "double", "split"])).toBe("split");
    expect(advise(["8s", "8h"], "Td", ["hit", "stand", "double"])).toBe("hit");
    expect(advise(["Ts", "6h"], "6d", ["hit", "stand", "double"])).toBe("stand");
    expect(advise(["As", "7h"], "9d", ["hit", "stand", "double"])).toBe("hit");
  });

  it("doubles only while it may", () => {
    expect(advise(["6s", "5h"], "Td", ["hit", "stand", "double"])).toBe("double");
    expect(advise(["2s", "4d", "5h"], "Td", ["hit", "stand"])).toBe("hit");
    expect(advise(["As", "2d", "5h"], "5d", ["hit", "stand"])).toBe("stand");
  });

  it("never insures and stands a blackjack", () => {
    const natural = hand(["As", "Kh"], "Ad", { actions: ["stand", "insurance"] });
    natural.hands[0]!.status = "blackjack";
    expect(adviceFor(natural, table.strategy)).toBe("stand");
    expect(advise(["As", "7h"], "Ad", [])).toBeNull();
  });
});

describe("the table", () => {
  it("deals what lies in the circle, acts by keys, and shows the dealer only at the end", async () => {
    serve([hand(["Ts", "7h"], "9d"), settled(["Ts", "7h"], ["9d", "Tc"], 0, "lose")]);
    const { container } = renderApp(<BlackjackScreen />);
    await userEvent.click(await dealButton());
    await waitFor(() => expect(status().textContent).toContain("합계 17"));
    expect(sent[0]).toMatchObject({ path: "/api/games/blackjack/deal", body: { bet_amount: 100 } });
    expect(within(screen.getByRole("list", { name: "딜러의 카드" })).getAllByRole("img")).toHaveLength(2);
    await expectAccessible(container);
    await userEvent.keyboard("s");
    await waitFor(() => expect(sent[1]).toMatchObject({ body: { action: "stand", step: 0 } }));
    await waitFor(() => expect(status().textContent).toContain("이번 판은 딜러가 가져갔어요"));
    expect((await dealButton()).hasAttribute("disabled")).toBe(false);
    expect(sent[0]?.key).not.toBe(sent[1]?.key);
  });

  it("keeps the balance secret until the dealer is done", async () => {
    globalThis.reduceMotion = false;
    serve([hand(["Ts", "9h"], "9d"), settled(["Ts", "9h"], ["9d", "5c", "Tc"], 200, "win")]);
    renderApp(<BlackjackScreen />);
    await userEvent.click(await dealButton());
    await screen.findByRole("button", { name: /스탠드/ });
    await userEvent.keyboard("s");
    await waitFor(() => expect(status().textContent).toContain("딜러 차례"));
    const { holds, gold } = useLive.getState();
    expect(gold.balance).toBe(10_100);
    expect(Object.values(holds)[0]?.shown).toBe(9_900);
    await waitFor(() => expect(status().textContent).toContain("200골드를 받았어요"));
    await waitFor(() => expect(useLive.getState().holds).toEqual({}));
  });

  it("finds an open hand again and offers insurance under an ace by the key I", async () => {
    current = hand(["Ts", "9h"], "As", { insurance_offered: true, actions: ["hit", "stand", "double", "insurance"] });
    serve([hand(["Ts", "9h"], "As", { step: 1, insurance: { bet_amount: 50, win_amount: 0 }, taken: ["insurance"] })]);
    renderApp(<BlackjackScreen />);
    expect((await screen.findByRole("button", { name: /인슈어런스/ })).textContent).toContain("+50");
    await userEvent.keyboard("i");
    await waitFor(() => expect(sent[0]).toMatchObject({ body: { action: "insurance", step: 0 } }));
    await waitFor(() => expect(status().textContent).toContain("인슈어런스는 잃었지만"));
    expect(screen.queryByRole("dialog")).toBeNull();
    await userEvent.keyboard("i");
    expect(await screen.findByRole("dialog")).toBeTruthy();
  });

  it("asks a lost answer again with the same key", async () => {
    serve([new TypeError("lost"), new TypeError("lost"), new TypeError("lost"), new TypeError("lost"), new TypeError("lost"), hand(["Ts", "7h"], "9d")]);
    renderApp(<BlackjackScreen />);
    await userEvent.click(await dealButton());
    const again = await screen.findByRole("button", { name: "다시 물어보기" }, { timeout: 20_000 });
    serve([hand(["Ts", "7h"], "9d")]);
    await userEvent.click(again);
    await waitFor(() => expect(status().textContent).toContain("합계 17"));
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  it("shows where the hand stands when it moved on elsewhere", async () => {
    current = hand(["Ts", "2h"], "9d");
    serve([json({ detail: "x", error: { code: "hand_moved", message: "x", details: { step: 1 }, request_id: "r" } }, 409)]);
    renderApp(<BlackjackScreen />);
    await waitFor(() => expect(status().textContent).toContain("합계 12"));
    current = hand(["Ts", "2h", "5c"], "9d", { step: 1, taken: ["hit"], actions: ["hit", "stand"] });
    await userEvent.keyboard("h");
    await waitFor(() => expect(status().textContent).toContain("합계 17"));
    expect(screen.getByRole("alert").textContent).toContain("다른 곳에서 이미 진행됐어요");
  });

  it("does not offer what the balance cannot pay", async () => {
    useLive.setState({ gold: { balance: 60, streamed: 60, awaiting: [], echoed: [] } });
    current = hand(["6s", "5h"], "9d");
    serve([]);
    renderApp(<BlackjackScreen />);
    expect((await screen.findByRole("button", { name: /더블/ })).hasAttribute("disabled")).toBe(true);
    expect(screen.getByRole("button", { name: /히트/ }).hasAttribute("disabled")).toBe(false);
    await userEvent.keyboard("d");
    expect(sent).toHaveLength(0);
  });

  it("puts chips, takes them back and remembers the stake", async () => {
    serve([hand(["Ts", "7h"], "9d")]);
    renderApp(<BlackjackScreen />);
    await dealButton();
    await userEvent.click(screen.getByRole("button", { name: "500골드 더 걸기" }));
    expect((await dealButton()).textContent).toContain("600");
    await userEvent.click(screen.getByRole("button", { name: "되돌리기" }));
    expect((await dealButton()).textContent).toContain("100");
    await userEvent.click(screen.getByRole("button", { name: "모두 치우기" }));
    expect(screen.getByRole("button", { name: "칩을 올려 주세요" }).hasAttribute("disabled")).toBe(true);
    await userEvent.click(screen.getByRole("button", { name: "지난번처럼 걸기" }));
    await userEvent.click(screen.getByRole("button", { name: "두 배로 걸기" }));
    await userEvent.click(await dealButton());
    await waitFor(() => expect(sent[0]).toMatchObject({ body: { bet_amount: 200 } }));
    expect(usePreferences.getState().stake).toBe(200);
  });

  it("advises on request, from the table the server solved", async () => {
    current = hand(["6s", "5h"], "9d");
    serve([]);
    renderApp(<BlackjackScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "기본 전략은 뭐라고 할까요?" }));
    expect(status().textContent).toContain("기본 전략의 선택: 더블");
  });
});
