import { configure, fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { useCelebration } from "@/shared/ui/reward-burst";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { VipScreen } from "./components/vip-screen";
import type { Vip } from "./hooks/use-vip";
import { experienceOf, goldOf, nextLevels } from "./levels";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const benefits = (points: number, times: number): Vip["benefits"] => [
  { code: "daily_points", value: points },
  { code: "play_experience", value: times },
];
const vip: Vip = {
  claimed_today: false,
  vip_points: 1240,
  last_claim_at: null,
  tier: "PREMIUM",
  next_tier: "VIP",
  progress: { percent: 12, points: 1240, points_required: 10_000, spend_krw: 0, spend_krw_required: 500_000 },
  benefits: benefits(75, 1),
  grace_until: null,
  window_days: 180,
  ladder: [
    { tier: "STANDARD", points_required: 0, spend_krw_required: 0, benefits: benefits(50, 1) },
    { tier: "PREMIUM", points_required: 1_000, spend_krw_required: 50_000, benefits: benefits(75, 1) },
    { tier: "VIP", points_required: 10_000, spend_krw_required: 500_000, benefits: benefits(100, 2) },
  ],
};
const claim = { points: 75, vip_points: 1315, tier: "PREMIUM", upgraded_from: null, claimed_today: true, last_claim_at: "2026-11-21T12:00:00.000Z", idempotent: false };
const change = { id: "1", from_tier: "STANDARD", to_tier: "PREMIUM", cause: "earned", points: 1000, spend_krw: 0, changed_at: "2026-11-11T12:00:00.000Z" };
const rise = { id: "2", reason: "level_up", created_at: "2026-11-12T12:00:00.000Z", reward_items: [{ reward_type: "gold", amount: 350, balance_after: 9_000 }] };

const server = { status: vip, purchases: true, changes: [change], rises: [rise], posted: 0 };

function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  if (request.method === "POST") server.posted += 1;
  const bodies: Record<string, unknown> = {
    "/api/vip/status": server.status,
    "/api/vip/claim": claim,
    "/api/vip/history": { items: server.changes, next_cursor: null },
    "/api/rewards": { items: server.rises, next_cursor: null },
    "/api/market": { market: "global", purchases: server.purchases },
  };
  return Promise.resolve(new Response(JSON.stringify(bodies[url.pathname]), { headers: { "Content-Type": "application/json" } }));
}

beforeEach(() => {
  Object.assign(server, { status: vip, purchases: true, changes: [change], rises: [rise], posted: 0 });
  resetLive();
  useLive.setState({ profile: { level: 3, experience: 640 } });
  vi.stubGlobal("fetch", answer);
});

describe("the VIP page", () => {
  it("shows the tier, the way to the next and every step's benefits", async () => {
    const { container } = renderApp(<VipScreen />);
    expect(await screen.findByText("VIP 등급까지")).toBeTruthy();
    const points = await screen.findByRole("progressbar", { name: "모은 포인트" });
    expect(points.getAttribute("aria-valuetext")).toBe("1,240 / 10,000");
    expect(await screen.findByRole("progressbar", { name: "구매 금액(원)" })).toBeTruthy();
    const mine = screen.getAllByRole("listitem").find((item) => item.getAttribute("aria-current"));
    expect(mine?.textContent).toContain("프리미엄");
    expect(screen.getByText("게임 경험치 2배")).toBeTruthy();
    expect(screen.queryByText("게임 경험치 1배")).toBeNull();
    expect(await screen.findByText("스탠다드 → 프리미엄")).toBeTruthy();
    await expectAccessible(container);
  });

  it("gives the day's points once", async () => {
    renderApp(<VipScreen />);
    const button = await screen.findByRole("button", { name: "오늘 포인트 받기" });
    server.status = { ...vip, claimed_today: true };
    fireEvent.click(button);
    expect(await screen.findByText("오늘 포인트는 받았어요. 내일 또 만나요.")).toBeTruthy();
    expect(useCelebration.getState().shown?.items).toEqual([{ type: "vip_points", amount: 75 }]);
    expect(server.posted).toBe(1);
  });

  it("speaks of purchases only where there are any", async () => {
    server.purchases = false;
    renderApp(<VipScreen />);
    expect(await screen.findByText("포인트 10,000")).toBeTruthy();
    expect(screen.queryByText(/구매/)).toBeNull();
  });

  it("tells a month of grace calmly", async () => {
    server.status = { ...vip, grace_until: "2026-12-01" };
    renderApp(<VipScreen />, "en");
    expect(await screen.findByText(/stays until the review on 1 Dec 2026/)).toBeTruthy();
  });

  it("shows levels: experience now, the next rewards, what came before", async () => {
    renderApp(<VipScreen />);
    const bar = await screen.findByRole("progressbar", { name: "경험치" });
    expect(bar.getAttribute("aria-valuetext")).toBe("640 / 1,200");
    const table = screen.getByRole("table", { name: "다음 레벨과 보상" });
    expect(within(table).getByRole("row", { name: /레벨 4/ }).textContent).toContain("400");
    expect(await screen.findByText("+350")).toBeTruthy();
  });
});

describe("levels", () => {
  it("count as the economy says", () => {
    expect([experienceOf(1), experienceOf(2), experienceOf(11)]).toEqual([1000, 1100, 2000]);
    expect([goldOf(2), goldOf(10)]).toEqual([300, 700]);
    expect(nextLevels(1, 2)).toEqual([
      { level: 2, experience: 1000, gold: 300 },
      { level: 3, experience: 1100, gold: 350 },
    ]);
  });
});
