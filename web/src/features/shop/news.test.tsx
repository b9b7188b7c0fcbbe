import { act, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Dashboard } from "@/shared/api/types";
import { applyDashboard, applyMessage, resetLive, useLive } from "@/shared/live/store";
import { SideNav } from "@/shared/shell/navigation";
import { toast } from "@/shared/ui/toast";
import { renderApp } from "@/test/render";
import { PurchaseToasts } from "./components/purchase-toasts";
import { receipt } from "./shop.fixture";
import { noteTold } from "./told";

const { place } = vi.hoisted(() => ({ place: { now: "/ko/home" } }));
vi.mock("@/shared/ui/toast", () => ({ toast: { success: vi.fn(), plain: vi.fn(), error: vi.fn() } }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => place.now,
}));

const envelope = { user_id: 9, timestamp: "2026-11-22T00:00:00Z", seq: 2 };
const says = (status: string, pending_count = 0, receipt_code = receipt) =>
  act(() => applyMessage({ ...envelope, type: "purchase_update", data: { status, receipt_code, product_id: "gem-pouch", pending_count } }));
const begins = (purchase?: { pending_count: number }) =>
  act(() => applyMessage({ ...envelope, type: "initial_state", data: { profile: {}, stats: null, unread: 0, ...(purchase ? { purchase } : {}) } }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.mocked(toast.success).mockReset();
  vi.mocked(toast.plain).mockReset();
  place.now = "/ko/home";
  resetLive();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the shop's badge", () => {
  const badge = () => within(screen.getByRole("link", { name: /^상점/ })).queryByText(/\d/, { selector: "[aria-hidden]" })?.textContent ?? null;

  it("counts payments that are not finished, up to nine", () => {
    renderApp(<SideNav />);
    expect(badge()).toBeNull();
    begins({ pending_count: 2 });
    expect(badge()).toBe("2");
    expect(screen.getByRole("link", { name: /^상점.*마치지 않은 결제 2건$/ })).toBeTruthy();
    says("pending", 9);
    expect(badge()).toBe("9");
    says("pending", 10);
    expect(badge()).toBe("9+");
    says("success", 0);
    expect(badge()).toBeNull();
  });

  it("takes a whole new state and the polled dashboard", () => {
    renderApp(<SideNav />);
    says("pending", 3);
    const dashboard = { profile: { gold_balance: 1 }, unread: 0, generated_at: "a" } as Dashboard;
    act(() => applyDashboard({ ...dashboard, purchase: { pending_count: 4 } }, useLive.getState().gold));
    expect(badge()).toBe("4");
    begins();
    expect(badge()).toBeNull();
  });
});

describe("toasts of purchases", () => {
  it("tell of one receipt once, by its last word", () => {
    renderApp(<PurchaseToasts />);
    says("pending");
    says("success");
    act(() => vi.advanceTimersByTime(1_000));
    says("success");
    says("idempotent_reuse");
    says("refunded", 0, "CCOTHER");
    act(() => vi.advanceTimersByTime(5_000));
    expect(vi.mocked(toast.success).mock.calls).toEqual([["구매한 내용이 모두 들어왔어요."]]);
    expect(vi.mocked(toast.plain).mock.calls).toEqual([["구매가 환불됐어요. 상점에서 자세히 볼 수 있어요."]]);
  });

  it("say that what is paid comes later", () => {
    renderApp(<PurchaseToasts />);
    says("pending");
    says("grant_failed", 1);
    act(() => vi.advanceTimersByTime(2_000));
    expect(vi.mocked(toast.plain).mock.calls).toEqual([["결제는 확인됐어요. 구매한 내용은 조금 뒤에 저절로 들어와요."]]);
  });

  it("tell nothing that this tab has shown: bought here, or on the page of the payment", () => {
    renderApp(<PurchaseToasts />);
    noteTold(receipt);
    says("success");
    act(() => vi.advanceTimersByTime(2_000));
    expect(toast.success).not.toHaveBeenCalled();
    // What comes later is news.
    says("refunded");
    act(() => vi.advanceTimersByTime(2_000));
    expect(toast.plain).toHaveBeenCalledOnce();
  });

  it.each(["/ko/shop/return", "/ko/shop/checkout"])("stay away from %s, which shows it itself", (pathname) => {
    place.now = pathname;
    renderApp(<PurchaseToasts />);
    says("success");
    act(() => vi.advanceTimersByTime(2_000));
    expect(toast.success).not.toHaveBeenCalled();
  });

  it("tell nothing of what needs no word, and nothing after they are gone", () => {
    const { unmount } = renderApp(<PurchaseToasts />);
    says("pending");
    says("insufficient_funds", 0, "CCPOOR");
    act(() => vi.advanceTimersByTime(2_000));
    says("success");
    unmount();
    act(() => vi.advanceTimersByTime(2_000));
    expect(toast.success).not.toHaveBeenCalled();
    expect(toast.plain).not.toHaveBeenCalled();
  });
});
