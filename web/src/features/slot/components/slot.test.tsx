import { act, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { SpinResult } from "../api/spin";
import { machineFixture } from "../machines/machine.fixture";
import { usePreferences } from "../play/preferences";
import { useSession } from "../play/session";
import { lawOf, totalOf, windowAt, winsOf } from "../rules/evaluate";
import { SlotTable } from "./slot-table";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/slot",
  useSearchParams: () => new URLSearchParams(),
}));

const machine = machineFixture("ring-fruits");
const law = lawOf(machine);

/** An honest answer: what the machine pays where the reels stop. */
function spinAt(stops: number[], stake: number): SpinResult {
  const window = windowAt(law.strips, stops, law.rows);
  const wins = winsOf(law, window, stake).map((win) => ({ ...win, ways: win.ways ?? 1 }));
  const win_amount = totalOf(wins);
  return {
    round_id: "r1",
    bet_amount: stake,
    win_amount,
    net: win_amount - stake,
    balance_after: 10_000 - stake + win_amount,
    config_version: 1,
    fairness: { server_seed_hash: "", client_seed: "", nonce: 0 },
    window,
    wins,
    free_spins_left: 0,
    win_streak: 0,
    feature: null,
  };
}

/** Stops whose round at `stake` pays an amount that fits. */
function stopsThat(fits: (win: number, stake: number) => boolean, stake: number): number[] {
  for (const [a] of (law.strips[0] ?? []).entries())
    for (const [b] of (law.strips[1] ?? []).entries())
      for (const [c] of (law.strips[2] ?? []).entries()) if (fits(spinAt([a, b, c], stake).win_amount, stake)) return [a, b, c];
  throw new Error("no such round");
}

type Spin = (request: Request) => Promise<Response>;
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const sent: Request[] = [];

function serve(spin: Spin) {
  vi.stubGlobal("fetch", (request: Request) => {
    if (request.url.includes("/slot/spin")) {
      sent.push(request);
      return spin(request);
    }
    return Promise.resolve(json({ items: [], next_cursor: null }));
  });
}

function spinButton() {
  return screen.getByRole("button", { name: "스핀하기" });
}

beforeEach(() => {
  sent.length = 0;
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
