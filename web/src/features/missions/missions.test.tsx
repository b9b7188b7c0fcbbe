import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { useCelebration } from "@/shared/ui/reward-burst";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { Mission, Missions } from "./api/missions";
import { MissionsScreen } from "./components/missions-screen";
import { leftUntil, untilReset_ms } from "./countdown";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/missions",
  useSearchParams: () => new URLSearchParams(),
}));

const far = "2099-01-01T00:00:00.000Z";

function mission(id: string, title: string, more: Partial<Mission> = {}): Mission {
  const { progress = 0, target = 10 } = more;
  return {
    id,
    kind: id.startsWith("w") ? "weekly" : "daily",
    title,
    evaluator: "plays",
    progress,
    target,
    completed: progress >= target,
    claimed: false,
    rewards: { gold: 300, gem: 0, exp: 40, vip_points: 0, protections: 0, pass_levels: 0, items: {} },
    resets_at: far,
    progress_version: 1,
    ...more,
  };
}

function missions(daily: Mission[], weekly: Mission[], rerollLeft = true): Missions {
  const set = (kind: "daily" | "weekly", items: Mission[]) => ({ kind, scope: `${kind}:x`, resets_at: far, reroll_left: rerollLeft, items });
  return { items: [...daily, ...weekly], daily: set("daily", daily), weekly: set("weekly", weekly) };
}

const plain = missions(
  [mission("d1", "게임 10판 즐기기", { progress: 4 }), mission("d2", "5판 이기기", { progress: 10 }), mission("d3", "보상 2번 받기", { progress: 10, claimed: true })],
  [mission("w1", "게임 100판 즐기기", { target: 100, progress: 25 })],
);

const answers: { missions: unknown; claim: unknown; status: number } = { missions: plain, claim: {}, status: 200 };
const posted: string[] = [];

beforeEach(() => {
  resetLive();
  useCelebration.setState({ shown: null });
  posted.length = 0;
  answers.missions = plain;
  answers.claim = { id: "d2", applied: true, idempotent: false, progress_version: 1, new_balances: { gold: 5300 }, reward_items: [{ reward_type: "gold", amount: 300, balance_after: 5300 }] };
  answers.status = 200;
  vi.stubGlobal("fetch", (request: Request) => {
    const { pathname } = new URL(request.url);
    if (request.method === "POST") {
      posted.push(pathname);
      const body = pathname.endsWith("/claim") ? answers.claim : missions([mission("d4", "게임 2가지 둘러보기")], [], false).daily;
      return Promise.resolve(new Response(JSON.stringify(answers.status === 200 ? body : { error: { code: "mission_incomplete", message: "", details: null } }), { status: answers.status, headers: { "Content-Type": "application/json" } }));
    }
    return Promise.resolve(new Response(JSON.stringify(answers.missions), { headers: { "Content-Type": "application/json" } }));
  });
});

describe("the missions", () => {
  it("shows both sets with their progress, rewards and what can be done", async () => {
    const { container } = renderApp(<MissionsScreen />);
    await screen.findByRole("heading", { name: "오늘의 미션" });
    const bar = screen.getByRole("progressbar", { name: "게임 10판 즐기기 진행" });
    expect(bar.getAttribute("aria-valuetext")).toBe("4 / 10");
    expect(screen.getByText("3개 중 2개 끝냈어요")).toBeDefined();
    expect(screen.getAllByRole("button", { name: /보상 받기$/ })).toHaveLength(1);
    expect(screen.getByText("받았어요")).toBeDefined();
    expect(screen.queryByRole("progressbar", { name: "보상 2번 받기 진행" })).toBeNull();
    expect(screen.getAllByText("300").length).toBeGreaterThan(0);
    expect(container.querySelectorAll("time")).toHaveLength(2);
    await expectAccessible(container);
  });

  it("takes a reward: the balance and a moment of joy come from the answer", async () => {
    renderApp(<MissionsScreen />);
    fireEvent.click(await screen.findByRole("button", { name: "5판 이기기 보상 받기" }));
    await waitFor(() => expect(useCelebration.getState().shown?.title).toBe("5판 이기기"));
    expect(posted).toEqual(["/api/missions/d2/claim"]);
    expect(useLive.getState().gold.balance).toBe(5300);
    expect(useCelebration.getState().shown?.items).toEqual([{ type: "gold", amount: 300 }]);
  });

  it("celebrates nothing that had been taken before, and says what a refusal means", async () => {
    answers.claim = { ...(answers.claim as object), applied: false, idempotent: true };
    const { unmount } = renderApp(<MissionsScreen />);
    fireEvent.click(await screen.findByRole("button", { name: "5판 이기기 보상 받기" }));
    await waitFor(() => expect(posted).toHaveLength(1));
    await waitFor(() => expect(useLive.getState().gold.balance).toBe(5300));
    expect(useCelebration.getState().shown).toBeNull();
    unmount();
    answers.status = 409;
    renderApp(<MissionsScreen />);
    fireEvent.click(await screen.findByRole("button", { name: "5판 이기기 보상 받기" }));
    await waitFor(() => expect(posted).toHaveLength(2));
    expect(useCelebration.getState().shown).toBeNull();
  });

  it("offers an exchange for what is not finished, while there is one", async () => {
    const { unmount } = renderApp(<MissionsScreen />);
    await screen.findByRole("heading", { name: "오늘의 미션" });
    const exchanges = screen.getAllByRole("button", { name: /다른 미션으로 바꾸기$/ });
    expect(exchanges.map((button) => button.getAttribute("aria-label"))).toEqual([
      "게임 10판 즐기기 미션을 다른 미션으로 바꾸기",
      "게임 100판 즐기기 미션을 다른 미션으로 바꾸기",
    ]);
    expect(screen.getByText(/^오늘 한 번, 미션 하나를/)).toBeDefined();
    fireEvent.click(exchanges[0] as HTMLElement);
    await waitFor(() => expect(posted).toEqual(["/api/missions/d1/reroll"]));
    unmount();
    answers.missions = missions(plain.daily.items, plain.weekly.items, false);
    renderApp(<MissionsScreen />);
    await screen.findByText(/^오늘은 미션을 바꿨어요/);
    expect(screen.queryByRole("button", { name: /다른 미션으로 바꾸기$/ })).toBeNull();
  });

  it("says so when all is done and when nothing is out", async () => {
    answers.missions = missions([mission("d1", "게임 10판 즐기기", { progress: 10, claimed: true })], []);
    const { container } = renderApp(<MissionsScreen />);
    const today = (await screen.findByRole("heading", { name: "오늘의 미션" })).closest("section") as HTMLElement;
    expect(within(today).getByText("오늘 미션을 모두 끝냈어요. 수고했어요!")).toBeDefined();
    expect(screen.getByText("지금은 준비된 미션이 없어요")).toBeDefined();
    await expectAccessible(container);
  });
});

describe("the time that is left", () => {
  const at = Date.parse("2026-11-21T12:00:00Z");
  it.each([
    ["2026-11-23T14:30:00Z", { unit: "days", days: 2, hours: 2, minutes: 30 }],
    ["2026-11-22T00:00:00Z", { unit: "hours", days: 0, hours: 12, minutes: 0 }],
    ["2026-11-21T12:05:59Z", { unit: "minutes", days: 0, hours: 0, minutes: 5 }],
    ["2026-11-21T12:00:30Z", { unit: "soon", days: 0, hours: 0, minutes: 0 }],
    ["2026-11-21T11:00:00Z", { unit: "soon", days: 0, hours: 0, minutes: 0 }],
  ])("until %s is told calmly", (iso, left) => {
    expect(leftUntil(iso, at)).toEqual(left);
  });

  it("asks again at the end, and not in a hurry when the clock runs ahead", () => {
    expect(untilReset_ms("2026-11-21T12:00:10Z", at)).toBe(10_000);
    expect(untilReset_ms("2026-11-21T11:00:00Z", at)).toBe(1_000);
  });
});
