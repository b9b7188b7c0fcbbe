import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { PassScreen } from "./components/pass-screen";
import { type Bundle, type Pass, type PassLevel, behind, daysUntil, partsOf, shareOf, sumOf } from "./pass";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

type State = "locked" | "claimable" | "claimed";
const bundle = (parts: Partial<Bundle>): Bundle => ({ gold: 0, gem: 0, exp: 0, vip_points: 0, protections: 0, pass_levels: 0, ...parts });
const level = (number: number, free: State, paid: State = "locked"): PassLevel => ({
  level: number,
  points: number * 500,
  free: { bundle: bundle({ gold: 500 + 50 * number }), state: free },
  paid: { bundle: bundle(number === 4 ? { gem: 4, items: { "lantern:2026-11-01:gold": 1 } } : { gold: 1000 * number }), state: paid },
});

const season = {
  season_id: 3,
  code: "2026-11-01",
  title: { en: "November lanterns", ko: "11월의 등불" },
  starts_at: "2026-11-01T00:00:00.000Z",
  ends_at: "2026-12-01T00:00:00.000Z",
  level_count: 5,
  points_per_level: 500,
  premium_price_gem: 120,
};
const pass: Pass = {
  season,
  level: 3,
  points: 1700,
  points_to_next: 300,
  premium_owned: false,
  claimable: 2,
  levels: [level(1, "claimed"), level(2, "claimable"), level(3, "claimable"), level(4, "locked"), level(5, "locked")],
};

const asked: { path: string; body: unknown; key: string | null }[] = [];
const answers = { pass };

async function answer(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  const body: unknown = request.method === "POST" ? await request.clone().json() : null;
  asked.push({ path, body, key: request.headers.get("Idempotency-Key") });
  const reply = path.endsWith("/claim")
    ? { applied: true, idempotent: false, claimed: [], reward_items: [{ reward_type: "gold", amount: 600, balance_after: 10_600 }], new_balances: { gold: 10_600 }, level: 3, claimable: 1 }
    : path.endsWith("/buy-premium")
      ? { premium_owned: true, price_gem: 120, new_balances: { gem: 30 }, claimable: 5 }
      : answers.pass;
  return new Response(JSON.stringify(reply), { headers: { "Content-Type": "application/json" } });
}

beforeEach(() => {
  asked.length = 0;
  answers.pass = pass;
  resetLive();
  vi.stubGlobal("fetch", answer);
});

describe("the season pass", () => {
  it("tells the level, the way to the next one, and every reward with its state", async () => {
    const { container } = renderApp(<PassScreen />);
    await screen.findByRole("heading", { name: "11월의 등불" });
    expect(screen.getByText("4단계까지 300점 남았어요")).toBeDefined();
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("40");
    const stops = within(screen.getByRole("region", { name: "등불길, 모두 5단계" })).getAllByRole("listitem");
    expect(stops).toHaveLength(5);
    expect(stops[0]?.textContent).toContain("누구나: 골드 550, 받았어요");
    expect(stops[2]?.textContent).toContain("누구나: 골드 650, 받을 수 있어요");
    expect(stops[3]?.textContent).toContain("프리미엄: 기념 등불, 젬 4개, 프리미엄 전용이에요");
    await expectAccessible(container);
  });

  it("takes one level or everything, and shows the gold at once", async () => {
    renderApp(<PassScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "2단계 보상 받기" }));
    await waitFor(() => expect(useLive.getState().gold.balance).toBe(10_600));
    await userEvent.click(await screen.findByRole("button", { name: "모두 받기 (2)" }));
    await waitFor(() => expect(asked.filter(({ path }) => path.endsWith("/claim")).map(({ body }) => body)).toEqual([{ level: 2 }, {}]));
  });

  it("says plainly what the premium lane holds and costs, and takes it once", async () => {
    useLive.setState({ profile: { gem_balance: 150 } });
    const { container } = renderApp(<PassScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "프리미엄 등불" }));
    const sheet = await screen.findByRole("dialog", { name: "프리미엄 등불 밝히기" });
    const whole = within(sheet).getByRole("list", { name: "한 줄에 담긴 보상" });
    expect(within(whole).getAllByRole("listitem").map((item) => item.textContent)).toEqual(["기념 등불", "젬 4개", "11,000 골드"]);
    const now = within(sheet).getByRole("list", { name: "3단계까지, 바로 받을 수 있는 보상" });
    expect(now.textContent).toBe("6,000 골드");
    expect(sheet.textContent).toContain("도달하지 못한 단계의 보상은 받을 수 없어요");
    await expectAccessible(container);
    await userEvent.click(within(sheet).getByRole("button", { name: "젬 120개로 밝히기" }));
    await waitFor(() => expect(asked.some(({ path }) => path.endsWith("/buy-premium"))).toBe(true));
    const bought = asked.filter(({ path }) => path.endsWith("/buy-premium"));
    expect(bought.map(({ body }) => body)).toEqual([{ season_id: 3 }]);
    expect(bought[0]?.key).toBeTruthy();
  });

  it("does not offer what cannot be paid, and does not push", async () => {
    useLive.setState({ profile: { gem_balance: 100 } });
    renderApp(<PassScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "프리미엄 등불" }));
    expect((await screen.findByRole("button", { name: "젬이 20개 모자라요" })).hasAttribute("disabled")).toBe(true);
    expect(screen.getByText(/천천히 모아도 괜찮아요/)).toBeDefined();
  });

  it("rests when nothing waits and every level is lit", async () => {
    answers.pass = {
      ...pass,
      level: 5,
      points: 2500,
      points_to_next: null,
      claimable: 0,
      premium_owned: true,
      levels: pass.levels.map(({ level: number }) => level(number, "claimed", "claimed")),
    };
    const { container } = renderApp(<PassScreen />, "en");
    expect((await screen.findByRole("button", { name: "Nothing waits right now" })).hasAttribute("disabled")).toBe(true);
    expect(screen.getByText("You have the premium lane")).toBeDefined();
    expect(screen.getByText("Every level is lit. Thank you for the season.")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Show the 3 levels behind you" }));
    expect(screen.getAllByRole("listitem")).toHaveLength(5);
    await expectAccessible(container);
  });
});

describe("a pass in numbers", () => {
  it("adds up a track up to a level", () => {
    expect(sumOf(pass.levels, "free", 2)).toEqual([{ kind: "gold", amount: 550 + 600 }]);
    expect(sumOf(pass.levels, "paid", 0)).toEqual([]);
  });

  it("puts keepsakes and gems before gold", () => {
    const full = bundle({ gold: 5, gem: 2, items: { "lantern:x": 1, "frame:y": 3 } });
    expect(partsOf(full).map(({ kind }) => kind)).toEqual(["lantern", "item", "gem", "gold"]);
  });

  it("folds away only levels with nothing left, and knows how far the way is", () => {
    expect(behind(pass)).toBe(1);
    expect(behind({ ...pass, premium_owned: true })).toBe(0);
    expect(shareOf(pass)).toBeCloseTo(0.4);
    expect(shareOf({ ...pass, points_to_next: null })).toBe(1);
    expect(daysUntil("2026-12-01T00:00:00Z", Date.parse("2026-11-21T12:00:00Z"))).toBe(9);
    expect(daysUntil("2026-12-01T00:00:00Z", Date.parse("2026-12-02T12:00:00Z"))).toBe(0);
  });
});
