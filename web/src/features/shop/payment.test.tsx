import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { goldFromSnapshot } from "@/shared/live/gold";
import { resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { PurchaseDetail } from "./api/purchases";
import { CheckoutScreen } from "./components/checkout-screen";
import { ShopScreen } from "./components/shop-screen";
import { leaveFor } from "./leave";
import { readReceipt, safeUrl } from "./payment";
import { limits, market, nothing, openPurchase, productOf, purchaseOf, receipt, refusalOf } from "./shop.fixture";

configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });
const { push } = vi.hoisted(() => ({ push: vi.fn() }));
vi.mock("./leave", () => ({ leaveFor: vi.fn() }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push, replace: push }),
  usePathname: () => "/ko/shop",
  useSearchParams: () => new URLSearchParams(),
}));

const product = productOf({ product_id: "gem-pouch", name: "젬 주머니", price: { currency: "KRW", amount: 9_900 }, effective_price: 9_900, grants: { ...nothing, gem: 100 } });
const own = `${window.location.origin}/api/shop/checkout/${receipt}`;
const pending = { status: "pending", reason: null, receipt_code: receipt, granted: null, new_gold_balance: 10_000, checkout_url: own };

const keys: (string | null)[] = [];
const answers: { purchases: PurchaseDetail[]; buy: () => Response; detail: () => Response; file: () => Response; limits: () => Response } = {
  purchases: [],
  buy: () => Response.json(pending),
  detail: () => Response.json(openPurchase),
  file: () => new Response("%PDF"),
  limits: () => Response.json(limits),
};
const starting = { ...answers };

beforeEach(() => {
  keys.length = 0;
  Object.assign(answers, starting);
  vi.mocked(leaveFor).mockReset();
  push.mockReset();
  resetLive();
  useLive.setState({ gold: goldFromSnapshot(10_000), profile: { id: 9, gem_balance: 120 } });
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname;
    if (path.endsWith("/buy")) {
      keys.push(request.headers.get("idempotency-key"));
      return answers.buy();
    }
    if (path.endsWith("/market")) return Response.json(market);
    if (path.endsWith("/responsible-play/limits")) return answers.limits();
    if (path.includes("/receipt.")) return answers.file();
    if (path.endsWith("/limited")) return Response.json({ items: [] });
    if (path.endsWith("/catalog")) return Response.json({ items: [product] });
    if (path.endsWith("/transactions")) return Response.json({ items: answers.purchases, next_cursor: null });
    return answers.detail();
  });
});

async function open() {
  const user = userEvent.setup();
  const { container } = renderApp(<ShopScreen />);
  await user.click(await screen.findByRole("button", { name: /젬 주머니 살펴보기/ }));
  const sheet = await screen.findByRole("dialog");
  return { user, container, sheet, pay: () => user.click(within(sheet).getByRole("button", { name: "결제하러 가기" })) };
}

describe("a product for money", () => {
  it("shows the player's own limits and leads on to the payment", async () => {
    const { sheet, pay } = await open();
    const notice = await within(sheet).findByRole("region", { name: "내 구매 한도" });
    expect(await within(notice).findByText("50,000원")).toBeTruthy();
    expect(within(notice).getByText("한 달 구매").nextSibling?.textContent).toBe("정하지 않음");
    expect(within(notice).getByRole("link", { name: "한도 보기와 바꾸기" }).getAttribute("href")).toBe("/ko/responsible-play");
    await expectAccessible(document.body);
    await pay();
    await waitFor(() => expect(leaveFor).toHaveBeenCalledExactlyOnceWith(own));
    // Who comes back finds the way on, and no second purchase.
    expect(within(sheet).getByRole("link", { name: "결제 이어서 하기" }).getAttribute("href")).toBe(`/ko/shop/checkout?receipt=${receipt}`);
    expect(within(sheet).queryByRole("button", { name: "결제하러 가기" })).toBeNull();
    expect(push).not.toHaveBeenCalled();
  });

  it("says so when the limits cannot be told, and still sells", async () => {
    answers.limits = () => refusalOf(500, "internal");
    const { sheet } = await open();
    expect(await within(sheet).findByText(/한도를 불러오지 못했어요/)).toBeTruthy();
    expect(within(sheet).getByRole("button", { name: "결제하러 가기" }).hasAttribute("disabled")).toBe(false);
  });

  it.each(["javascript:alert(1)", "https://elsewhere.example/pay", null])("goes nowhere foreign: %s", async (checkout_url) => {
    answers.buy = () => Response.json({ ...pending, checkout_url });
    const { pay } = await open();
    await pay();
    await waitFor(() => expect(push).toHaveBeenCalledExactlyOnceWith(`/ko/shop/checkout?receipt=${receipt}`));
    expect(leaveFor).not.toHaveBeenCalled();
  });

  it.each([
    [403, "limit_reached", { limit: "daily_purchase" }, "직접 정한 하루 구매 한도를 넘는 금액이에요."],
    [403, "limit_reached", { limit: "monthly_purchase" }, "직접 정한 한 달 구매 한도를 넘는 금액이에요."],
    [403, "limit_reached", { limit: "monthly_cap" }, "클럽에서 한 달 동안 살 수 있는 금액을 넘어요."],
    [403, "limit_reached", null, "정해 둔 한도에 닿았어요."],
    [403, "purchases_disabled", null, "이곳에서는 구매할 수 없어요."],
    [403, "account_excluded", { until: "2026-12-01T00:00:00Z" }, "스스로 쉬기로 정한 기간이에요."],
  ])("says why nothing was bought: %s %s %j", async (status, code, details, words) => {
    answers.buy = () => refusalOf(status, code, details);
    const { sheet, pay } = await open();
    await pay();
    const alert = await within(sheet).findByRole("alert");
    expect(alert.textContent).toContain(words);
    expect(within(alert).queryByRole("link", { name: "한도 보기와 바꾸기" }) !== null).toBe(code === "limit_reached" && details !== null);
    expect(leaveFor).not.toHaveBeenCalled();
  });

  it("is the same purchase when it is pressed again after the provider was away", async () => {
    answers.buy = () => {
      const answer = refusalOf(503, "gateway_unavailable");
      answer.headers.set("Retry-After", "60");
      return answer;
    };
    const { sheet, pay } = await open();
    await pay();
    expect((await within(sheet).findByRole("alert")).textContent).toContain("두 번 결제되지 않아요");
    answers.buy = () => Response.json(pending);
    await pay();
    await waitFor(() => expect(leaveFor).toHaveBeenCalledOnce());
    expect(new Set(keys).size).toBe(1);
  });

  it.each([
    ["blocked_soft", "시간을 두고 다시 시도해 주세요."],
    ["blocked_hard", "고객센터에 문의해 주세요."],
    ["something_new", "구매하지 못했어요. 빠져나간 것은 없어요."],
  ])("says what the house refused: %s", async (reason, words) => {
    answers.buy = () => Response.json({ ...pending, status: "failed", reason, checkout_url: null });
    const { sheet, pay } = await open();
    await pay();
    expect((await within(sheet).findByRole("alert")).textContent).toContain(words);
  });
});

describe("a payment that waits", () => {
  it("is the first thing in the shop, and goes on from there and from the history", async () => {
    answers.purchases = [openPurchase, purchaseOf({ receipt_code: "CCPAID", name: "지난 주머니" })];
    const user = userEvent.setup();
    renderApp(<ShopScreen />);
    const notice = await screen.findByRole("region", { name: "기다리는 결제" });
    expect(notice.textContent).toContain("마치지 않은 결제가 1건 있어요");
    const links = screen.getAllByRole("link", { name: /결제 이어서 하기/ });
    expect(links.map((link) => link.getAttribute("href"))).toEqual([`/ko/shop/checkout?receipt=${receipt}`, `/ko/shop/checkout?receipt=${receipt}`]);
    await user.click(screen.getByRole("button", { name: /젬 주머니.*결제 대기 중/ }));
    const sheet = await screen.findByRole("dialog");
    expect(await within(sheet).findByRole("link", { name: "결제 이어서 하기" })).toBeTruthy();
    expect(within(sheet).queryByRole("button", { name: "PDF 영수증 받기" })).toBeNull();
  });

  it("has a page that may be reloaded, with everything that was agreed", async () => {
    answers.detail = () => Response.json({ ...openPurchase, grants: { ...nothing, gem: 100 } });
    window.history.replaceState(null, "", `/ko/shop/checkout?receipt=${receipt}`);
    const { container } = renderApp(<CheckoutScreen />);
    expect(await screen.findByRole("heading", { name: "결제 페이지로 이동해요" })).toBeTruthy();
    expect(screen.getByText("합계").nextSibling?.textContent).toBe("₩9,900");
    expect(screen.getByText("받을 내용").nextSibling?.textContent).toContain("100");
    expect(await screen.findByText("50,000원")).toBeTruthy();
    await expectAccessible(container);
    const go = screen.getByRole("button", { name: "결제 페이지로 가기" });
    fireEvent.click(go);
    expect(leaveFor).toHaveBeenCalledExactlyOnceWith(`/api/shop/checkout/${receipt}`);
    expect(go.hasAttribute("disabled")).toBe(true);
    // The browser's way back shows this page as it was left.
    fireEvent(window, new PageTransitionEvent("pageshow", { persisted: true }));
    expect(go.hasAttribute("disabled")).toBe(false);
  });

  it("shows the end there too, and what nobody knows", async () => {
    window.history.replaceState(null, "", `/ko/shop/checkout?receipt=${receipt}`);
    answers.detail = () => Response.json(purchaseOf({ status: "expired", reason: "unpaid", granted: null }));
    const { unmount } = renderApp(<CheckoutScreen />);
    expect(await screen.findByRole("heading", { name: "결제 시간이 지났어요" })).toBeTruthy();
    unmount();
    answers.detail = () => refusalOf(404, "purchase_not_found");
    renderApp(<CheckoutScreen />);
    expect(await screen.findByRole("heading", { name: "구매 내역을 찾을 수 없어요" })).toBeTruthy();
  });
});

describe("a receipt", () => {
  it("is kept as PDF and as signed JSON, and says when it cannot be had", async () => {
    answers.purchases = [purchaseOf()];
    answers.detail = () => Response.json(purchaseOf({ refunded: 4_900 }));
    const saved: string[] = [];
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:receipt", revokeObjectURL: () => undefined }));
    const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      saved.push(this.download);
    });
    const user = userEvent.setup();
    renderApp(<ShopScreen />);
    await user.click(await screen.findByRole("button", { name: /젬 주머니.*구매 완료/ }));
    const sheet = await screen.findByRole("dialog");
    expect((await within(sheet).findByText("돌려받은 금액")).nextSibling?.textContent).toBe("₩4,900");
    await user.click(within(sheet).getByRole("button", { name: "PDF 영수증 받기" }));
    await waitFor(() => expect(saved).toEqual([`casino-club-${receipt}.pdf`]));
    await user.click(within(sheet).getByRole("button", { name: "서명된 JSON 받기" }));
    await waitFor(() => expect(saved).toHaveLength(2));
    answers.file = () => refusalOf(404, "purchase_not_found");
    await user.click(within(sheet).getByRole("button", { name: "PDF 영수증 받기" }));
    expect(await within(sheet).findByRole("alert")).toBeTruthy();
    click.mockRestore();
  });
});

it("reads receipts and addresses strictly", () => {
  expect([readReceipt(receipt), readReceipt(""), readReceipt("a/../b"), readReceipt(null)]).toEqual([receipt, null, null, null]);
  const origin = "https://club.example";
  expect(safeUrl("https://club.example/api/shop/checkout/A", origin)).toBe("https://club.example/api/shop/checkout/A");
  for (const told of ["https://club.example.evil.example/", "http://club.example/", "data:text/html,x", "blob:https://club.example/1", "//evil.example", null, undefined, ""]) expect(safeUrl(told, origin)).toBeNull();
});
