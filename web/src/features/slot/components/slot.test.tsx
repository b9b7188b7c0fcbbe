import { act, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { usePreferences } from "../play/preferences";
import { useSession } from "../play/session";
import { machine, spinAt, stopsThat } from "./slot.fixture";
import { SlotTable } from "./slot-table";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/slot",
  useSearchParams: () => new URLSearchParams(),
}));

type Spin = (request: Request) => Promise<Response>;
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const sent: Request[] = [];
const open = { market: "global", auto_spin: true, turbo: true, slot_cycle_ms: 0, adult_gate: false };
let market: Record<string, unknown> = open;
let marketAnswers = 0;

function serve(spin: Spin) {
  vi.stubGlobal("fetch", (request: Request) => {
    if (request.url.includes("/slot/spin")) {
      sent.push(request);
      return spin(request);
    }
    if (request.url.includes("/api/market")) {
      marketAnswers += 1;
      return Promise.resolve(json(market));
    }
    return Promise.resolve(json({ items: [], next_cursor: null }));
  });
}

function spinButton() {
  return screen.getByRole("button", { name: "스핀하기" });
}

beforeEach(() => {
  sent.length = 0;
  market = open;
  marketAnswers = 0;
  usePreferences.setState({ turbo: true, stakes: { "ring-fruits": 50 } });
  useSession.setState({ startedAt_ms: null, spins: 0, net: 0 });
  resetLive();
  useLive.setState({ gold: { balance: 10_000, streamed: 10_000, awaiting: [], echoed: [] } });
});

afterEach(() => {
  globalThis.reduceMotion = undefined;
});

describe("the slot table", () => {
  it("is accessible at rest, with its sheets and with a result", async () => {
    serve(() => Promise.resolve(json(spinAt(stopsThat((win, stake) => win > stake, 50), 50))));
    const { container, baseElement } = renderApp(<SlotTable machine={machine} />);
    await screen.findByText("아직 돌린 라운드가 없어요. 첫 스핀을 하면 여기에 남아요.");
    await expectAccessible(container);
    for (const sheet of ["배당표", "규칙"]) {
      await userEvent.click(screen.getByRole("button", { name: sheet }));
      await expectAccessible(baseElement);
      await userEvent.keyboard("{Escape}");
    }
    await userEvent.click(spinButton());
    await screen.findByText(/골드 당첨/);
    await expectAccessible(container);
  });

  it("speaks and colours a return below the stake as what it is", async () => {
    const answer = spinAt(stopsThat((win, stake) => win > 0 && win < stake, 50), 50);
    serve(() => Promise.resolve(json(answer)));
    const { container } = renderApp(<SlotTable machine={machine} />);
    await userEvent.click(spinButton());
    const text = await screen.findByText(`${answer.win_amount} 골드가 돌아왔어요`);
    expect(text.closest("[aria-live=polite]")).not.toBeNull();
    expect(text.className).not.toContain("text-gold");
    expect(container.querySelector("[data-slot=big-win]")).toBeNull();
  });

  it("draws the paying lines over the reels and lights their cells", async () => {
    const answer = spinAt(stopsThat((win, stake) => win > stake, 50), 50);
    serve(() => Promise.resolve(json(answer)));
    const { container } = renderApp(<SlotTable machine={machine} />);
    expect(container.querySelector("[data-slot=win-lines]")).toBeNull();
    await userEvent.click(spinButton());
    await waitFor(() => expect(container.querySelectorAll(".win-line")).toHaveLength(answer.wins.length));
    const cells = new Set(answer.wins.flatMap(({ positions }) => positions.map((at) => at.join())));
    expect(container.querySelectorAll(".reel-cell.is-lit")).toHaveLength(cells.size);
  });

  it("shows a big win as a moment, and counts the visit's net", async () => {
    usePreferences.setState({ turbo: true, stakes: { "ring-fruits": 500 } });
    const answer = spinAt(stopsThat((win, stake) => win >= 10 * stake, 500), 500);
    serve(() => Promise.resolve(json(answer)));
    const { container } = renderApp(<SlotTable machine={machine} />);
    await userEvent.click(spinButton());
    await waitFor(() => expect(container.querySelector("[data-slot=big-win]")).not.toBeNull());
    expect(useSession.getState()).toMatchObject({ spins: 1, net: answer.net });
  });

  it("plays from the keyboard", async () => {
    serve(() => Promise.resolve(json(spinAt([0, 0, 0], 100))));
    renderApp(<SlotTable machine={machine} />);
    const stake = within(screen.getByRole("group", { name: "거는 골드" }));
    await screen.findByRole("button", { name: "빠른 스핀" });
    await userEvent.keyboard("{ArrowUp}");
    expect(stake.getByText("100")).toBeDefined();
    await userEvent.keyboard("t");
    expect(usePreferences.getState().turbo).toBe(false);
    await userEvent.keyboard("t");
    await userEvent.keyboard("i");
    expect(screen.getByRole("dialog", { name: /규칙/ })).toBeDefined();
    await userEvent.keyboard(" ");
    expect(sent).toHaveLength(0);
    await userEvent.keyboard("{Escape}");
    act(() => (document.activeElement as HTMLElement | null)?.blur());
    await userEvent.keyboard(" ");
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(await sent[0]?.clone().json()).toEqual({ machine_id: "ring-fruits", bet_amount: 100 });
  });

  it("opens auto-spin when the button is held, without spinning", async () => {
    serve(() => Promise.resolve(json(spinAt([0, 0, 0], 50))));
    renderApp(<SlotTable machine={machine} />);
    await screen.findByRole("button", { name: "자동 스핀 정하기" });
    const user = userEvent.setup({ pointerEventsCheck: 0 });
    const button = spinButton();
    await user.pointer({ keys: "[MouseLeft>]", target: button });
    await screen.findByRole("dialog", { name: "자동 스핀" });
    await user.pointer({ keys: "[/MouseLeft]", target: button });
    expect(sent).toHaveLength(0);
    await user.keyboard("{Escape}");
    button.focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(sent).toHaveLength(1));
  });

  it("says what to do without the funds, and lowers the stake", async () => {
    useLive.setState({ gold: { balance: 20, streamed: 20, awaiting: [], echoed: [] } });
    serve(() => Promise.resolve(json({ error: { code: "insufficient_funds", message: "", details: null, request_id: "x" } }, 402)));
    renderApp(<SlotTable machine={machine} />);
    await userEvent.click(spinButton());
    expect(await screen.findByRole("alert")).toHaveProperty("textContent", expect.stringContaining("골드가 모자라요"));
    await userEvent.click(screen.getByRole("button", { name: "10 골드로 낮추기" }));
    expect(screen.queryByRole("alert")).toBeNull();
    expect(usePreferences.getState().stakes["ring-fruits"]).toBe(10);
  });

  it("asks again for a lost answer with the same key when the network returns", async () => {
    let online = false;
    serve(() => (online ? Promise.resolve(json(spinAt([0, 0, 0], 50))) : Promise.reject(new TypeError("network"))));
    renderApp(<SlotTable machine={machine} />);
    await userEvent.click(spinButton());
    await screen.findAllByRole("button", { name: "같은 스핀 확인하기" });
    online = true;
    act(() => void window.dispatchEvent(new Event("online")));
    await waitFor(() => expect(useSession.getState().spins).toBe(1));
    expect(new Set(sent.map((request) => request.headers.get("Idempotency-Key"))).size).toBe(1);
  });

  it("spins by itself until it is stopped, each spin with a key of its own", async () => {
    serve(() => Promise.resolve(json(spinAt([0, 0, 0], 50))));
    renderApp(<SlotTable machine={machine} />);
    await screen.findByRole("button", { name: "자동 스핀 정하기" });
    await userEvent.keyboard("a");
    await userEvent.click(screen.getByRole("button", { name: "10" }));
    await userEvent.click(screen.getByRole("button", { name: "50 골드씩 10번 돌리기" }));
    await waitFor(() => expect(sent.length).toBeGreaterThanOrEqual(2));
    await userEvent.click(screen.getAllByRole("button", { name: "자동 스핀 멈추기" })[0] as HTMLElement);
    const spins = sent.length;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(sent).toHaveLength(spins);
    expect(new Set(sent.map((request) => request.headers.get("Idempotency-Key"))).size).toBe(spins);
  });
});

describe("in a market with a pace", () => {
  it("offers neither auto-spin nor turbo, and keeps the pause between spins", async () => {
    market = { ...open, market: "strict", auto_spin: false, turbo: false, slot_cycle_ms: 60_000 };
    serve(() => Promise.resolve(json(spinAt([0, 0, 0], 50))));
    renderApp(<SlotTable machine={machine} />);
    await waitFor(() => expect(marketAnswers).toBe(1));
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    for (const name of ["빠른 스핀", "자동 스핀 정하기"]) expect(screen.queryByRole("button", { name })).toBeNull();
    await userEvent.keyboard("a");
    expect(screen.queryByRole("dialog")).toBeNull();
    await userEvent.click(spinButton());
    await waitFor(() => expect(useSession.getState().spins).toBe(1));
    await waitFor(() => expect(spinButton().getAttribute("aria-disabled")).toBe("true"));
    await userEvent.click(spinButton());
    expect(sent).toHaveLength(1);
  });

  it("lets the next spin go when the pause is over", async () => {
    market = { ...open, market: "strict", auto_spin: false, turbo: false, slot_cycle_ms: 100 };
    serve(() => Promise.resolve(json(spinAt([0, 0, 0], 50))));
    renderApp(<SlotTable machine={machine} />);
    await waitFor(() => expect(marketAnswers).toBe(1));
    await userEvent.click(spinButton());
    await waitFor(() => expect(useSession.getState().spins).toBe(1));
    await waitFor(() => expect(spinButton().getAttribute("aria-disabled")).toBeNull());
    await userEvent.click(spinButton());
    await waitFor(() => expect(sent).toHaveLength(2));
  });
});

describe("reduced motion", () => {
  /** Keyframes the reels asked the browser to play during one spin. */
  async function spinFrames(): Promise<string[]> {
    const animate = vi.fn((_frames: Keyframe[]) => ({ cancel: vi.fn() }));
    Object.assign(HTMLElement.prototype, { animate, getAnimations: () => [] });
    serve(() => Promise.resolve(json(spinAt([0, 0, 0], 50))));
    renderApp(<SlotTable machine={machine} />);
    await userEvent.click(spinButton());
    await waitFor(() => expect(useSession.getState().spins).toBe(1));
    for (const name of ["animate", "getAnimations"]) Reflect.deleteProperty(HTMLElement.prototype, name);
    return animate.mock.calls.flatMap(([frames]) => frames.flatMap((frame) => Object.keys(frame)));
  }

  it("turns the reels' movement into fades", async () => {
    globalThis.reduceMotion = true;
    const frames = await spinFrames();
    expect(frames).toContain("opacity");
    expect(frames).not.toContain("transform");
  });

  it("is not assumed of others", async () => {
    expect(await spinFrames()).toContain("transform");
  });
});
