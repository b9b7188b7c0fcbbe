import { configure, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { ThrowResult } from "../api/play";
import { usePreferences } from "../play/preferences";
import { type Choice, beat } from "../rules";
import { RpsScreen } from "./rps-screen";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/rps",
  useSearchParams: () => new URLSearchParams(),
}));

const sheet = {
  rtp: 0.98,
  limits: { min: 50, max: 10_000, step: 50 },
  presets: [50, 100, 250],
  rows: [
    { label_key: "win", probability: 1 / 3, pays: 1.94 },
    { label_key: "draw", probability: 1 / 3, pays: 1 },
    { label_key: "lose", probability: 1 / 3, pays: 0 },
  ],
};
const commitments = { server_seed_hash: "ab".repeat(32), next_server_seed_hash: "cd".repeat(32), client_seed: "seed", nonce: 4 };

function thrown(choice: Choice, house_choice: Choice, bet_amount: number): ThrowResult {
  const result = beat(choice, house_choice);
  const win_amount = { win: bet_amount * 1.94, draw: bet_amount, lose: 0 }[result];
  return {
    round_id: "r1",
    bet_amount,
    win_amount,
    net: win_amount - bet_amount,
    balance_after: 10_000 + win_amount - bet_amount,
    config_version: 1,
    fairness: { server_seed_hash: commitments.server_seed_hash, client_seed: "seed", nonce: 4 },
    win_streak: 0,
    choice,
    house_choice,
    result,
  };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const sent: { key: string | null; body: { bet_amount: number; choice: Choice } }[] = [];

function serve(answer: (body: { bet_amount: number; choice: Choice }) => Promise<Response>) {
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.url.includes("/rps/play")) {
      const body = (await request.json()) as { bet_amount: number; choice: Choice };
      sent.push({ key: request.headers.get("Idempotency-Key"), body });
      return answer(body);
    }
    if (request.url.includes("/rps/odds")) return json({ game: "rps", items: [sheet] });
    if (request.url.includes("/fairness/me")) return json(commitments);
    if (request.url.includes("/games/rounds")) return json({ items: [], next_cursor: null });
    return json({}, 404);
  });
}

beforeEach(() => {
  globalThis.reduceMotion = true;
  sent.length = 0;
  usePreferences.setState({ stake: 100, choice: "rock" });
  resetLive();
  useLive.setState({ gold: { balance: 10_000, streamed: 10_000, awaiting: [], echoed: [] } });
});

afterEach(() => {
  globalThis.reduceMotion = undefined;
});

describe("the rock-paper-scissors table", () => {
  it("shows the promise before the choice and is accessible, with its rules too", async () => {
    serve(() => Promise.resolve(json(thrown("rock", "rock", 100))));
    const { container, baseElement } = renderApp(<RpsScreen />);
    expect(await screen.findByText(commitments.server_seed_hash)).toBeTruthy();
    expect(screen.getByText("서버 시드 해시 · 다음 번호 4")).toBeTruthy();
    await expectAccessible(container);
    await userEvent.click(screen.getByRole("button", { name: "규칙" }));
    expect(screen.getByText("정확한 확률 · 환수율 98 %")).toBeTruthy();
    await expectAccessible(baseElement);
  });

  it.each([
    ["scissors", "이겼어요! +94"],
    ["rock", "비겼어요. 100 골드가 돌아왔어요"],
    ["paper", "이번에는 졌어요"],
  ] as const)("tells a round against %s as what it is", async (house, text) => {
    serve(({ choice, bet_amount }) => Promise.resolve(json(thrown(choice, house, bet_amount))));
    const { container } = renderApp(<RpsScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "100 골드 걸고 바위 내기" }));
    const told = await screen.findByText(text);
    expect(told.className.includes("text-gold")).toBe(house === "scissors");
    expect(screen.getByRole("button", { name: "100 골드로 바위 한 번 더" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "이 판 검증하기" }).getAttribute("href")).toContain("/fairness?round=r1");
    await expectAccessible(container);
  });

  it("keeps the house's hand and the gold secret until the reveal", async () => {
    let release: (answer: Response) => void = () => undefined;
    serve(() => new Promise((resolve) => (release = resolve)));
    const { container } = renderApp(<RpsScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "100 골드 걸고 바위 내기" }));
    expect(container.querySelector("[data-throwing]")).not.toBeNull();
    expect(Object.values(useLive.getState().holds)).toEqual([{ shown: 9_900 }]);
    release(json(thrown("rock", "scissors", 100)));
    await screen.findByText("이겼어요! +94");
    expect(useLive.getState().holds).toEqual({});
    expect(useLive.getState().gold.balance).toBe(10_094);
  });

  it("plays by keyboard: 3 chooses, up raises, space throws", async () => {
    serve(({ choice, bet_amount }) => Promise.resolve(json(thrown(choice, "rock", bet_amount))));
    renderApp(<RpsScreen />);
    await screen.findByRole("button", { name: "100 골드 걸고 바위 내기" });
    await userEvent.keyboard("3{ArrowUp} ");
    await screen.findByText("이번에는 졌어요");
    expect(sent.map(({ body }) => body)).toEqual([{ bet_amount: 250, choice: "scissors" }]);
    const radio = within(screen.getByRole("radiogroup")).getByRole("radio", { name: "가위" });
    expect(radio.getAttribute("aria-checked")).toBe("true");
  });

  it("asks again with the same key when the answer was lost", async () => {
    let calls = 0;
    serve(({ choice, bet_amount }) => {
      calls += 1;
      return calls <= 3 ? Promise.reject(new TypeError("network")) : Promise.resolve(json(thrown(choice, "paper", bet_amount)));
    });
    renderApp(<RpsScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "100 골드 걸고 바위 내기" }));
    await userEvent.click(await screen.findByRole("button", { name: "같은 판 확인하기" }));
    await screen.findByText("이번에는 졌어요");
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  it("says what to do when the gold is short", async () => {
    serve(() => Promise.resolve(json({ detail: "", error: { code: "insufficient_funds", message: "", details: null, request_id: "" } }, 402)));
    renderApp(<RpsScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "100 골드 걸고 바위 내기" }));
    expect(await screen.findByRole("alert")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "알겠어요" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
