import { act, cleanup, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { goldFromSnapshot } from "@/shared/live/gold";
import { useLive } from "@/shared/live/store";
import { applyBroadcast } from "@/shared/live/topics";
import { useCelebration } from "@/shared/ui/reward-burst";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { PurchaseDetail } from "./api/purchases";
import type { Package, Product } from "./api/shop";
import { ShopScreen } from "./components/shop-screen";
import { market, nothing, packageOf, productOf, purchaseOf, receipt } from "./shop.fixture";
import { askAgainIn_ms, stockOf, stocked } from "./stock";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/shop",
  useSearchParams: () => new URLSearchParams(),
}));

const purchase = purchaseOf({
  product_id: "gold-chest",
  name: "골드 상자",
  quantity: 2,
  unit_price: 50,
  unit_effective: 50,
  amount: 100,
  currency: "gem",
  granted: { ...nothing, gold: 56_000 },
});
const bought = { status: "success", reason: null, receipt_code: receipt, granted: purchase.granted, new_gold_balance: 66_000, checkout_url: null };
const product = productOf;
const limited = packageOf;

const asked: string[] = [];
const sent: { key: string | null; device: string | null; body: unknown }[] = [];
const answers: { items: Product[]; packages: Package[]; purchases: PurchaseDetail[]; market: typeof market; buy: () => Response; quote: () => Response } = {
  items: [],
  packages: [],
  purchases: [],
  market,
  buy: () => Response.json(bought),
  quote: () => Response.json({}),
};

beforeEach(() => {
  sent.length = 0;
  asked.length = 0;
  Object.assign(answers, { items: [product()], packages: [], purchases: [], market, buy: () => Response.json(bought) });
  useLive.setState({ gold: goldFromSnapshot(10_000), profile: { id: 9, gem_balance: 120 } });
  useCelebration.setState({ shown: null });
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname;
    asked.push(path);
    if (path.endsWith("/market")) return Response.json(answers.market);
    if (path.endsWith("/quote")) return answers.quote();
    if (request.method === "POST") {
      const { headers } = request;
      sent.push({ key: headers.get("idempotency-key"), device: headers.get("x-device-id"), body: await request.json() });
      return answers.buy();
    }
    if (path.endsWith("/limited")) return Response.json({ items: answers.packages });
    if (path.endsWith("/catalog")) return Response.json({ items: answers.items });
    if (path.endsWith("/transactions")) return Response.json({ items: answers.purchases, next_cursor: null });
    return Response.json(answers.purchases.find(({ receipt_code }) => path.endsWith(receipt_code)) ?? purchase);
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
    const { user, container, sheet } = await open();
    expect(container.querySelector("[data-slot=gems]")?.textContent).toContain("120");
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

  it("tells the rules against fraud the same device at every purchase, also after a reload", async () => {
    const { user, sheet } = await open();
    await user.click(within(sheet).getByRole("button", { name: "구매하기" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    cleanup();
    const again = await open();
    await again.user.click(within(again.sheet).getByRole("button", { name: "구매하기" }));
    await waitFor(() => expect(sent.length).toBe(2));
    expect(sent[0]?.device).toMatch(/^[\w-]{36}$/);
    expect(sent[1]?.device).toBe(sent[0]?.device);
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
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

const says = (data: unknown) => act(() => applyBroadcast({ type: "package_stock", user_id: null, data, timestamp: "2026-11-22T00:00:00Z", seq: 1 }));

describe("what is left of a package", () => {
  it("follows the topic, on the shelf and in the open sheet, and takes no odd word", async () => {
    answers.packages = [limited({ per_user_limit: 9, bought: 0 })];
    const { user, sheet } = await open(/등불의 밤 살펴보기/);
    for (let press = 0; press < 3; press += 1) await user.click(within(sheet).getByRole("button", { name: "하나 늘리기" }));
    says({ package_id: "lantern-night", left: 2 });
    expect(await screen.findByText("10개 중 2개 남음")).toBeTruthy();
    expect(within(sheet).getByRole("status").textContent).toBe("2");
    says({ package_id: "lantern-night", left: "1" });
    says(null);
    expect(screen.getByText("10개 중 2개 남음")).toBeTruthy();
    says({ package_id: "lantern-night", left: 0 });
    const buy = await within(sheet).findByRole("button", { name: "모두 팔렸어요" });
    expect(buy.hasAttribute("disabled")).toBe(true);
    expect(asked.filter((path) => path.endsWith("/limited"))).toHaveLength(1);
  });

  it("asks the server when a package is back, or unknown", async () => {
    answers.packages = [limited({ left: 0, state: "sold_out" })];
    renderApp(<ShopScreen />);
    await screen.findByText("10개 중 0개 남음");
    answers.packages = [limited({ left: 1 })];
    says({ package_id: "lantern-night", left: 1 });
    expect(await screen.findByText("10개 중 1개 남음")).toBeTruthy();
    expect(screen.getByRole("button", { name: /등불의 밤 살펴보기/ }).hasAttribute("disabled")).toBe(false);
    expect(stocked([limited()], { package_id: "new", left: 3 })).toBeNull();
    expect(stockOf({ package_id: "a", left: 3, more: 1 })).toEqual({ package_id: "a", left: 3 });
  });

  it("shows how long it is sold, and asks again when that ends or begins, or after a minute", async () => {
    const now = Date.now();
    const at = (minutes: number) => new Date(now + minutes * 60_000 + 5_000).toISOString();
    answers.packages = [limited({ starts_at: at(-60), ends_at: at(125) }), limited({ package_id: "next", name: "다음 꾸러미", starts_at: at(30), ends_at: at(90), state: "soon" })];
    renderApp(<ShopScreen />);
    expect((await screen.findAllByRole("timer")).map(({ textContent }) => textContent)).toEqual(["2시간 5분 남음", "30분 뒤 시작"]);
    expect(askAgainIn_ms([limited({ starts_at: at(-60), ends_at: at(125) })], now)).toBe(60_000);
    expect(askAgainIn_ms([{ starts_at: at(-60), ends_at: at(0) }], now)).toBe(6_000);
  });
});

describe("a market without purchases", () => {
  it("sells nothing, asks for nothing to sell, and keeps the history", async () => {
    answers.market = { ...market, market: "kr", purchases: false };
    answers.packages = [limited()];
    answers.purchases = [purchase];
    const { container } = renderApp(<ShopScreen />);
    expect(await screen.findByText("지금은 판매하지 않아요")).toBeTruthy();
    await screen.findByRole("button", { name: /골드 상자.*구매 완료/ });
    expect(screen.queryByRole("button", { name: /살펴보기/ })).toBeNull();
    expect(asked.some((path) => path.endsWith("/catalog") || path.endsWith("/limited"))).toBe(false);
    await expectAccessible(container);
  });
});
