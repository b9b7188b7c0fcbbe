import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { useCelebration } from "@/shared/ui/reward-burst";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { AchievementsScreen } from "./components/achievements-screen";
import { ProfileBadges } from "./components/profile-badges";
import { type Achievement, type Achievements, familiesOf, firstTier, shareOf, shownBadges, toggled } from "./wall";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/achievements",
  useSearchParams: () => new URLSearchParams(),
}));

const unlockedAt = "2026-11-20T12:00:00.000Z";

function achievement(code: string, title: string, more: Partial<Achievement> = {}): Achievement {
  const [family = "", tier = "bronze"] = code.split("-");
  const unlocked = typeof more.unlocked_at === "string";
  return {
    code,
    family,
    tier: tier as Achievement["tier"],
    title,
    description: `${title} 하기`,
    badge: family,
    unlocked,
    unlocked_at: null,
    scope: "all",
    progress: unlocked ? 50 : 0,
    target: 50,
    claimed: false,
    claimable: false,
    rewards: { gold: 500, gem: 0, exp: 50, vip_points: 0, protections: 0, pass_levels: 0, items: {} },
    ...more,
  };
}

const items = [
  achievement("rounds-bronze", "첫 불빛", { unlocked_at: unlockedAt, claimed: true }),
  achievement("rounds-silver", "단골 자리", { unlocked_at: unlockedAt, claimable: true }),
  achievement("rounds-gold", "터줏대감", { progress: 20 }),
  achievement("day-bronze", "좋은 하루", { scope: "day", progress: 10 }),
  achievement("luck-bronze", "운 좋은 날", { unlocked_at: unlockedAt, claimed: true }),
];
const full: Achievements = { items, showcase: ["luck-bronze", "rounds-bronze"], unlocked_count: 3, claimable_count: 1 };

const answers: { own: Achievements; wall: unknown } = { own: full, wall: {} };
const sent: { path: string; body: unknown }[] = [];

beforeEach(() => {
  resetLive();
  useCelebration.setState({ shown: null });
  sent.length = 0;
  answers.own = full;
  answers.wall = { user_id: 7, items: items.map(({ code, family, tier, title, description, badge, unlocked, unlocked_at }) => ({ code, family, tier, title, description, badge, unlocked, unlocked_at })), showcase: ["luck-bronze"], unlocked_count: 3 };
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (request.method !== "GET") sent.push({ path: pathname, body: request.method === "PUT" ? await request.json() : null });
    const body = pathname.endsWith("/claim")
      ? { code: "rounds-silver", applied: true, idempotent: false, new_balances: { gold: 9500 }, reward_items: [{ reward_type: "gold", amount: 500, balance_after: 9500 }] }
      : pathname.startsWith("/api/games/achievements")
        ? answers.wall
        : answers.own;
    return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  });
});

describe("the badge wall", () => {
  it("shows families with their tiers, and opens each where something is to do", async () => {
    const { container } = renderApp(<AchievementsScreen />);
    const rounds = await screen.findByRole("region", { name: "함께한 판" });
    expect(within(rounds).getByText("2 / 3")).toBeDefined();
    expect(within(rounds).getByRole("button", { name: "실버, 단골 자리, 달성함" }).getAttribute("aria-pressed")).toBe("true");
    expect(within(rounds).getByRole("button", { name: "단골 자리 보상 받기" })).toBeDefined();
    const day = screen.getByRole("region", { name: "빛난 하루" });
    expect(within(day).getByRole("progressbar").getAttribute("aria-valuetext")).toBe("10 / 50");
    expect(within(day).getByText("오늘 10 / 50")).toBeDefined();
    expect(screen.getByRole("region", { name: "운 좋은 날" })).toBeDefined();
    expect(screen.getByText("받을 보상이 1개 있어요")).toBeDefined();
    await expectAccessible(container);
  });

  it("shows the tier one presses", async () => {
    renderApp(<AchievementsScreen />);
    const rounds = await screen.findByRole("region", { name: "함께한 판" });
    fireEvent.click(within(rounds).getByRole("button", { name: "골드, 터줏대감, 아직이에요" }));
    expect(within(rounds).getByRole("progressbar", { name: "터줏대감 진행" }).getAttribute("aria-valuenow")).toBe("20");
    fireEvent.click(within(rounds).getByRole("button", { name: "브론즈, 첫 불빛, 달성함" }));
    expect(within(rounds).queryByRole("progressbar")).toBeNull();
    expect(within(rounds).getByText(/달성$/)).toBeDefined();
  });

  it("takes a reward: the balance and a moment of joy come from the answer", async () => {
    renderApp(<AchievementsScreen />);
    fireEvent.click(await screen.findByRole("button", { name: "단골 자리 보상 받기" }));
    await waitFor(() => expect(useCelebration.getState().shown?.title).toBe("단골 자리"));
    expect(sent.map(({ path }) => path)).toEqual(["/api/achievements/rounds-silver/claim"]);
    expect(useLive.getState().gold.balance).toBe(9500);
  });

  it("lets one choose up to three badges, in order", async () => {
    renderApp(<AchievementsScreen />);
    fireEvent.click(await screen.findByRole("button", { name: "배지 고르기" }));
    const sheet = await screen.findByRole("dialog", { name: "배지 고르기" });
    await expectAccessible(sheet);
    expect(within(sheet).getByText("3개 중 2개를 골랐어요")).toBeDefined();
    fireEvent.click(within(sheet).getByRole("button", { name: "운 좋은 날" }));
    fireEvent.click(within(sheet).getByRole("button", { name: "단골 자리" }));
    fireEvent.click(within(sheet).getByRole("button", { name: "저장하기" }));
    await waitFor(() => expect(sent).toEqual([{ path: "/api/achievements/showcase", body: { codes: ["rounds-bronze", "rounds-silver"] } }]));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("says what to do before the first badge", async () => {
    answers.own = { items: [achievement("rounds-bronze", "첫 불빛")], showcase: [], unlocked_count: 0, claimable_count: 0 };
    renderApp(<AchievementsScreen />);
    await screen.findByText("받을 보상은 모두 받았어요");
    expect(screen.getAllByText("빈자리")).toHaveLength(3);
    fireEvent.click(screen.getByRole("button", { name: "배지 고르기" }));
    await screen.findByText("아직 켜진 배지가 없어요");
  });
});

describe("badges on a profile", () => {
  it("shows the chosen ones, and on one's own the way to the wall", async () => {
    const { container } = renderApp(<ProfileBadges userId={7} own />);
    await screen.findByText("운 좋은 날");
    expect(screen.getByRole("link", { name: "업적 3개 모두 보기" }).getAttribute("href")).toBe("/ko/achievements");
    await expectAccessible(container);
  });

  it("shows nothing of who shows nothing", async () => {
    answers.wall = { ...(answers.wall as object), showcase: [] };
    const { container } = renderApp(<ProfileBadges userId={7} />);
    await waitFor(() => expect(container.querySelector("section")).toBeNull());
    expect(screen.queryByText("운 좋은 날")).toBeNull();
  });
});

describe("the wall's order", () => {
  it("keeps families and tiers as the club gave them", () => {
    expect(familiesOf(items).map(({ code, tiers }) => [code, tiers.length])).toEqual([
      ["rounds", 3],
      ["day", 1],
      ["luck", 1],
    ]);
  });

  it("opens a family at what waits, else at what comes next, else at its end", () => {
    expect(firstTier(items.slice(0, 3))?.code).toBe("rounds-silver");
    expect(firstTier(items.slice(0, 3).map((one) => ({ ...one, claimable: false })))?.code).toBe("rounds-gold");
    expect(firstTier(items.slice(0, 2).map((one) => ({ ...one, claimable: false })))?.code).toBe("rounds-silver");
    expect(firstTier([])).toBeUndefined();
  });

  it("shows chosen badges in their order and leaves out what is not there", () => {
    expect(shownBadges(items, ["luck-bronze", "gone", "rounds-bronze"]).map(({ code }) => code)).toEqual(["luck-bronze", "rounds-bronze"]);
    expect(shareOf({ progress: 75, target: 50 })).toBe(1);
    expect(shareOf({ progress: 0, target: 0 })).toBe(0);
  });

  it("has room for three", () => {
    expect(toggled(["a", "b"], "c")).toEqual(["a", "b", "c"]);
    expect(toggled(["a", "b", "c"], "d")).toEqual(["a", "b", "c"]);
    expect(toggled(["a", "b", "c"], "b")).toEqual(["a", "c"]);
  });
});
