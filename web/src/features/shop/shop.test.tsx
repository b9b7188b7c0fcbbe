import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { goldFromSnapshot } from "@/shared/live/gold";
import { useLive } from "@/shared/live/store";
import { useCelebration } from "@/shared/ui/reward-burst";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { Package, Product, Purchase } from "./api/shop";
import { ShopScreen } from "./components/shop-screen";
import { formatMoney } from "./money";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/shop",
  useSearchParams: () => new URLSearchParams(),
}));

const nothing = { gold: 0, gem: 0, exp: 0, vip_points: 0, protections: 0, pass_levels: 0, items: {} };
const product = (more: Partial<Product> = {}): Product => ({
  product_id: "gold-chest",
  name: "골드 상자",
  description: "젬 50개로 골드 28,000을 받아요.",
  price: { currency: "gem", amount: 50 },
  effective_price: 50,
  discount: null,
  ends_at: null,
  grants: { ...nothing, gold: 28_000 },
  rank: 1,
  tier_required: null,
  active: true,
  available: true,
  ...more,
});
const purchase: Purchase = {
  receipt_code: "CC23456789ABCD",
  product_id: "gold-chest",
  name: "골드 상자",
  quantity: 2,
  unit_price: 50,
  unit_effective: 50,
  promo_code: null,
  promo_cut: 0,
  amount: 100,
  currency: "gem",
  status: "succeeded",
  reason: "paid",
  refunded: 0,
  granted: { ...nothing, gold: 56_000 },
  created_at: "2026-11-22T00:00:00.000Z",
  changed_at: "2026-11-22T00:00:00.000Z",
};
const bought = { status: "success", reason: null, receipt_code: purchase.receipt_code, granted: purchase.granted, new_gold_balance: 66_000, checkout_url: null };

const limited = (more: Partial<Package> = {}): Package => ({
  package_id: "lantern-night",
  name: "등불의 밤",
  description: "",
  price: { currency: "gem", amount: 10 },
  effective_price: 10,
  discount: null,
  grants: { ...nothing, gold: 700 },
  rank: 0,
  tier_required: null,
  starts_at: "2026-11-21T00:00:00.000Z",
  ends_at: "2026-11-30T00:00:00.000Z",
  stock: 10,
  left: 8,
  per_user_limit: 3,
  bought: 1,
  promo_allowed: true,
  state: "open",
  ...more,
});

const sent: { key: string | null; body: unknown }[] = [];
const answers: { items: Product[]; packages: Package[]; purchases: Purchase[]; buy: () => Response; quote: () => Response } = {
  items: [],
  packages: [],
  purchases: [],
  buy: () => Response.json(bought),
  quote: () => Response.json({}),
};

beforeEach(() => {
  sent.length = 0;
  Object.assign(answers, { items: [product()], packages: [], purchases: [], buy: () => Response.json(bought) });
  useLive.setState({ gold: goldFromSnapshot(10_000), profile: { id: 9, gem_balance: 120 } });
  useCelebration.setState({ shown: null });
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname;
    if (path.endsWith("/quote")) return answers.quote();
    if (request.method === "POST") {
      sent.push({ key: request.headers.get("idempotency-key"), body: await request.json() });
      return answers.buy();
    }
    if (path.endsWith("/limited")) return Response.json({ items: answers.packages });
    if (path.endsWith("/catalog")) return Response.json({ items: answers.items });
    if (path.endsWith("/transactions")) return Response.json({ items: answers.purchases, next_cursor: null });
    const timeline = [
      { status: "created", reason: "asked", at: purchase.created_at },
      { status: "succeeded", reason: "paid", at: purchase.changed_at },
    ];
    return Response.json({ ...purchase, timeline });
  });
});

async function open(name = /골드 상자 살펴보기/) {
  const user = userEvent.setup();
  const { container } = renderApp(<ShopScreen />);
  await user.click(await screen.findByRole("button", { name }));
  return { user, container, sheet: await screen.findByRole("dialog") };
}

describe("the shop", () => {
  it("shows what it costs, what it gives and what is left before anything is bought", async () => {
    const { user, sheet } = await open();
    await user.click(within(sheet).getByRole("button", { name: "하나 늘리기" }));
    expect(within(sheet).getByText("56,000")).toBeTruthy();
    expect(within(sheet).getByText("합계").nextSibling?.textContent).toContain("100");
    expect(within(sheet).getByText("사고 나면 남는 양").nextSibling?.textContent).toContain("20");
    expect(sent).toEqual([]);
    await expectAccessible(document.body);
  });

  it("buys once: pressed again after a lost answer it is the same purchase", async () => {
    const { user, sheet } = await open();
    answers.buy = () => {
      throw new TypeError("lost");
    };
    await user.click(within(sheet).getByRole("button", { name: "구매하기" }));
    await within(sheet).findByRole("alert");
    answers.buy = () => Response.json(bought);
    await user.click(within(sheet).getByRole("button", { name: "구매하기" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent.length).toBeGreaterThan(1);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
    expect(sent.at(-1)?.body).toEqual({ product_id: "gold-chest", quantity: 1 });
    expect(useCelebration.getState().shown?.items).toEqual([{ type: "gold", amount: 56_000 }]);
  });

  it("asks for nothing that cannot be paid, and says when the answer is no", async () => {
    const { user, sheet } = await open();
    answers.buy = () => Response.json({ ...bought, status: "failed", reason: "insufficient_funds", granted: null, new_gold_balance: 10_000 });
    await user.click(within(sheet).getByRole("button", { name: "구매하기" }));
    expect((await within(sheet).findByRole("alert")).textContent).toContain("젬이 모자라요");
    await user.click(within(sheet).getByRole("button", { name: "하나 늘리기" }));
    await user.click(within(sheet).getByRole("button", { name: "하나 늘리기" }));
    expect(within(sheet).getByRole("button", { name: "구매하기" }).hasAttribute("disabled")).toBe(true);
  });

  it("shows a discount beside the price before it, and what a tier opens", async () => {
    answers.items = [
      product({ discount: { percent: 20, ends_at: "2026-12-01T00:00:00.000Z" }, ends_at: "2026-12-01T00:00:00.000Z", effective_price: 40 }),
      product({ product_id: "vip", name: "VIP 상자", tier_required: "VIP", available: false }),
    ];
    renderApp(<ShopScreen />);
    expect(await screen.findByText("−20%")).toBeTruthy();
    expect(screen.getByRole("button", { name: /골드 상자 살펴보기/ }).textContent).toContain("40");
    const locked = screen.getByRole("button", { name: /VIP 상자 살펴보기/ });
    expect(locked.hasAttribute("disabled")).toBe(true);
    expect(locked.textContent).toContain("VIP 등급부터");
  });

  it("keeps every purchase with its receipt", async () => {
    answers.purchases = [purchase];
    const user = userEvent.setup();
    renderApp(<ShopScreen />);
    await user.click(await screen.findByRole("button", { name: /골드 상자.*구매 완료/ }));
    const sheet = await screen.findByRole("dialog");
    expect(within(sheet).getByText("CC23456789ABCD")).toBeTruthy();
    expect(await within(sheet).findByText("구매 요청")).toBeTruthy();
    expect(within(sheet).getByText("56,000")).toBeTruthy();
  });

  it("shows what is left of a package, and why another cannot be bought", async () => {
    answers.packages = [limited(), limited({ package_id: "gone", name: "지난 꾸러미", left: 0, state: "sold_out" })];
    const { user, sheet } = await open(/등불의 밤 살펴보기/);
    expect(screen.getByText("10개 중 8개 남음")).toBeTruthy();
    expect(screen.getByText("모두 팔렸어요").closest("button")?.hasAttribute("disabled")).toBe(true);
    const more = within(sheet).getByRole("button", { name: "하나 늘리기" });
    await user.click(more);
    expect(more.hasAttribute("disabled")).toBe(true);
    await user.click(within(sheet).getByRole("button", { name: "구매하기" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent[0]?.body).toEqual({ package_id: "lantern-night", quantity: 2 });
  });

  it("tries a code before anything is bought, and sends no code that was refused", async () => {
    const { user, sheet } = await open();
    answers.quote = () => Response.json({ error: { code: "promo_not_found", message: "", details: null, request_id: "r" } }, { status: 404 });
    await user.type(within(sheet).getByLabelText("프로모션 코드"), "nobody");
    await user.click(within(sheet).getByRole("button", { name: "적용" }));
    expect(await within(sheet).findByText("사용할 수 없는 코드예요.")).toBeTruthy();
    answers.quote = () =>
      Response.json({ currency: "gem", quantity: 1, unit_price: 50, unit_effective: 50, promo_cut: 10, amount: 40, grants: { ...nothing, gold: 28_000 } });
    await user.clear(within(sheet).getByLabelText("프로모션 코드"));
    await user.type(within(sheet).getByLabelText("프로모션 코드"), "night-20");
    await user.click(within(sheet).getByRole("button", { name: "적용" }));
    expect(await within(sheet).findByText("NIGHT-20 코드를 적용했어요.")).toBeTruthy();
    expect(within(sheet).getByText("합계").nextSibling?.textContent).toContain("40");
    await user.click(within(sheet).getByRole("button", { name: "구매하기" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent[0]?.body).toEqual({ product_id: "gold-chest", quantity: 1, promo_code: "NIGHT-20" });
  });

  it("says that the shelves are empty", async () => {
    answers.items = [];
    renderApp(<ShopScreen />);
    expect(await screen.findByText("진열대를 채우고 있어요")).toBeTruthy();
    expect(await screen.findByText("아직 구매한 것이 없어요")).toBeTruthy();
  });
});

it("writes money as people do", () => {
  expect([formatMoney(9_900, "KRW", "ko"), formatMoney(499, "USD", "en")]).toEqual(["₩9,900", "US$4.99"]);
});
