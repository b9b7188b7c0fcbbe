import { act, configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { User } from "@/shared/api/types";
import { beginSession } from "@/shared/auth/session";
import { goldFromSnapshot } from "@/shared/live/gold";
import { useLive } from "@/shared/live/store";
import { useCelebration } from "@/shared/ui/reward-burst";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { OnboardingCard } from "./components/onboarding-card";
import { WelcomeScreen } from "./components/welcome-screen";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 90_000 });

const { push } = vi.hoisted(() => ({ push: vi.fn() }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push, replace: push }),
  usePathname: () => "/ko/welcome",
  useSearchParams: () => new URLSearchParams(),
}));

const user = { id: 7, site_id: "moon", nickname: "달빛", avatar: "ring-3", locale: "ko", role: "player" } as User;
const order = ["welcome", "identity", "first_round", "fairness", "own_limit"] as const;
const needed = order.slice(0, 4);
const state = { done: new Set<string>(), status: "open", claimed: false, quiet: false };
const sent: string[] = [];

function tour() {
  return {
    status: state.claimed ? "done" : state.status,
    steps: order.map((id) => ({ id, done: state.done.has(id), optional: id === "own_limit", by: id === "first_round" ? "fact" : "report" })),
    next_step: order.find((id) => !state.done.has(id)) ?? null,
    claimable: !state.claimed && needed.every((id) => state.done.has(id)),
    claimed: state.claimed,
    quiet: state.quiet,
    reward: { gold: 2000, exp: 100 },
  };
}

/** Every gold balance shown: an answer's own gives way to the stream's again, when that does not confirm it in time. */
const balances: (number | null)[] = [];
useLive.subscribe(({ gold }) => balances.push(gold.balance));

beforeEach(() => {
  sent.length = 0;
  balances.length = 0;
  push.mockClear();
  Object.assign(state, { done: new Set(), status: "open", claimed: false, quiet: false });
  useCelebration.setState({ shown: null });
  useLive.setState({ gold: goldFromSnapshot(10_000) });
  act(() => beginSession({ access_token: "t", user }));
  vi.stubGlobal("fetch", (request: Request) => {
    const { pathname } = new URL(request.url);
    const reply = (body: unknown) => Promise.resolve(new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } }));
    if (request.method === "POST") {
      sent.push(pathname);
      if (pathname.endsWith("/claim")) {
        state.claimed = true;
        return reply({ applied: true, idempotent: false, reward_items: [{ reward_type: "gold", amount: 2000, balance_after: 12_000 }], new_balances: { gold: 12_000 } });
      }
      if (pathname.endsWith("/skip")) state.status = "skipped";
      else if (pathname.endsWith("/resume")) state.status = "open";
      else state.done.add(pathname.split("/").at(-1) ?? "");
    }
    return reply(tour());
  });
});

describe("the first minutes", () => {
  it("begin with a welcome and go on step by step", async () => {
    const press = userEvent.setup();
    const { container } = renderApp(<WelcomeScreen />);
    expect(await screen.findByRole("heading", { name: "달빛님, 어서 오세요" })).toBeTruthy();
    await expectAccessible(container);
    await press.click(screen.getByRole("button", { name: "둘러보기 시작" }));
    expect(document.activeElement).toBe(await screen.findByRole("heading", { name: "어떻게 불러 드릴까요?" }));
    await expectAccessible(container);
    await press.click(screen.getByRole("button", { name: "이대로 좋아요" }));
    expect((await screen.findByRole("link", { name: "링 프루츠 하러 가기" })).getAttribute("href")).toBe("/ko/slot?machine=ring-fruits");
    expect(sent).toEqual(["/api/onboarding/steps/welcome", "/api/onboarding/steps/identity"]);
  });

  it("note the fairness page on the way there", async () => {
    state.done = new Set(["welcome", "identity", "first_round"]);
    const press = userEvent.setup();
    renderApp(<WelcomeScreen />);
    await press.click(await screen.findByRole("button", { name: "공정성 페이지 보기" }));
    await waitFor(() => expect(push).toHaveBeenCalledWith("/ko/fairness"));
    expect(sent).toEqual(["/api/onboarding/steps/fairness"]);
  });

  it("say what the gift waits for, and give it once it may be taken", async () => {
    const press = userEvent.setup();
    const { container, unmount } = renderApp(<WelcomeScreen />);
    await press.click(await screen.findByRole("button", { name: "6 첫 선물" }));
    expect(screen.getByText(/인사, 내 모습, 첫 라운드, 공정성/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "선물 받기" })).toHaveProperty("disabled", true);
    unmount();
    state.done = new Set(needed);
    renderApp(<WelcomeScreen />);
    await press.click(await screen.findByRole("button", { name: "지금은 괜찮아요" }));
    await press.click(screen.getByRole("button", { name: "선물 받기" }));
    expect(await screen.findByText(/선물을 받았어요/)).toBeTruthy();
    expect(balances).toContain(12_000);
    expect(useCelebration.getState().shown?.items).toEqual([{ type: "gold", amount: 2000 }]);
    await expectAccessible(container);
  });

  it("can be put away and taken up again", async () => {
    const press = userEvent.setup();
    renderApp(<WelcomeScreen />);
    await press.click(await screen.findByRole("button", { name: "나중에 할게요" }));
    await waitFor(() => expect(push).toHaveBeenCalledWith("/ko/home"));
    await press.click(await screen.findByRole("button", { name: "이어서 하기" }));
    expect(await screen.findByRole("heading", { name: "달빛님, 어서 오세요" })).toBeTruthy();
    expect(sent).toEqual(["/api/onboarding/skip", "/api/onboarding/resume"]);
  });

  it("rest while the player does", async () => {
    state.quiet = true;
    renderApp(<WelcomeScreen />);
    expect(await screen.findByText(/쉬는 동안에는/)).toBeTruthy();
    expect(screen.queryByRole("link", { name: "링 프루츠 하러 가기" })).toBeNull();
  });
});

describe("the card on the home screen", () => {
  it("tells how far it is and what is next, and goes when it is put away", async () => {
    state.done = new Set(["welcome"]);
    const press = userEvent.setup();
    const { container } = renderApp(<OnboardingCard />);
    expect(await screen.findByText("다음: 내 모습")).toBeTruthy();
    expect(screen.getByRole("img", { name: "6단계 중 1단계를 마쳤어요" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "이어 하기" }).getAttribute("href")).toBe("/ko/welcome");
    await expectAccessible(container);
    await press.click(screen.getByRole("button", { name: "첫걸음 카드 접기" }));
    await waitFor(() => expect(container.innerHTML).toBe(""));
  });

  it.each([
    ["done", { claimed: true }],
    ["skipped", { status: "skipped" }],
    ["quiet", { quiet: true }],
  ])("is not there when the tour is %s", async (_, facts) => {
    Object.assign(state, facts);
    const { container } = renderApp(<OnboardingCard />);
    await waitFor(() => expect(fetch).toBeDefined());
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(container.innerHTML).toBe("");
  });
});
