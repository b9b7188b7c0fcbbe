import { act, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { goldFromSnapshot } from "@/shared/live/gold";
import { followMessages } from "@/shared/live/follow-messages";
import { applyMessage, resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ReturnScreen } from "./components/return-screen";
import { nothing, openPurchase, purchaseOf, receipt, refusalOf } from "./shop.fixture";

configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/shop/return",
  useSearchParams: () => new URLSearchParams(),
}));

const settle = vi.fn<() => Response | Promise<Response>>();
const look = vi.fn<() => Response | Promise<Response>>();

/** The page with the stream's wiring of the whole app. */
function Page() {
  const queries = useQueryClient();
  useEffect(() => followMessages(queries), [queries]);
  return <ReturnScreen />;
}

const shown = () => document.querySelector("[data-purchase]")?.getAttribute("data-purchase");
const becomes = (state: string) => waitFor(() => expect(shown()).toBe(state));
const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1_000));

function setOnline(online: boolean) {
  Object.defineProperty(navigator, "onLine", { value: online, configurable: true });
  act(() => void window.dispatchEvent(new Event(online ? "online" : "offline")));
}

function update(status: string) {
  act(() => applyMessage({ type: "purchase_update", user_id: 9, seq: 2, timestamp: "", data: { status, receipt_code: receipt, product_id: "gem-pouch", pending_count: 0 } }));
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  resetLive();
  useLive.setState({ gold: goldFromSnapshot(10_000), profile: { id: 9, gem_balance: 220 } });
  window.history.replaceState(null, "", `/ko/shop/return?receipt=${receipt}`);
  settle.mockReset().mockImplementation(() => Response.json(openPurchase));
  look.mockReset().mockImplementation(() => Response.json(openPurchase));
  vi.stubGlobal("fetch", async (request: Request) => (new URL(request.url).pathname.endsWith("/settle") ? settle() : look()));
});
afterEach(() => {
  vi.useRealTimers();
  setOnline(true);
});

describe("coming back from the payment", () => {
  it("asks first, calmly", async () => {
    settle.mockImplementation(() => new Promise<Response>(() => undefined));
    const { container } = renderApp(<Page />);
    expect(shown()).toBe("asking");
    expect(screen.getByRole("status").textContent).toContain("결제를 확인하고 있어요");
    await expectAccessible(container);
  });

  it("shows what was given, what is held now, and the receipt", async () => {
    settle.mockImplementation(() => Response.json(purchaseOf()));
    const { container } = renderApp(<Page />);
    await becomes("succeeded");
    expect(screen.getByRole("heading", { name: "구매를 마쳤어요" })).toBeTruthy();
    expect(screen.getByText("받은 내용").nextSibling?.textContent).toContain("100");
    expect(screen.getByText("지금 보유한 젬").nextSibling?.textContent).toContain("220");
    await expectAccessible(container);
    look.mockImplementation(() => Response.json(purchaseOf()));
    fireEvent.click(screen.getByRole("button", { name: "영수증 보기" }));
    expect((await screen.findByRole("dialog")).textContent).toContain(receipt);
    await pass(120);
    expect(settle).toHaveBeenCalledOnce();
  });

  it.each([
    ["failed", "declined", "결제가 승인되지 않았어요."],
    ["failed", "wrong_amount", "결제된 금액이 주문한 금액과 달라서"],
    ["failed", "blocked_soft", "시간을 두고 다시 시도해 주세요."],
    ["failed", "blocked_hard", "고객센터에 문의해 주세요."],
    ["failed", "not_known_yet", "구매하지 못했어요. 빠져나간 것은 없어요."],
    ["cancelled", "cancelled_by_payer", "빠져나간 돈은 없어요."],
    ["expired", "unpaid", "30분 안에 결제되지 않아"],
    ["refunded", "refunded", "결제한 금액을 돌려드렸어요."],
    ["charged_back", "charged_back", "카드사가 결제를 되돌려서"],
  ] as const)("tells the end: %s, %s", async (status, reason, words) => {
    settle.mockImplementation(() => Response.json(purchaseOf({ status, reason, granted: null })));
    const { container } = renderApp(<Page />);
    await becomes(status);
    expect(screen.getByRole("status").textContent).toContain(words);
    await expectAccessible(container);
  });

  it("lets nobody pay twice for what is paid and comes later, and shows it when it is there", async () => {
    const owed = { ...openPurchase, reason: "grant_failed", checkout_url: null };
    settle.mockImplementation(() => Response.json(owed));
    const { container } = renderApp(<Page />);
    await becomes("pending");
    expect(screen.getByRole("status").textContent).toContain("다시 결제하지 않아도 돼요.");
    expect(screen.queryByRole("link", { name: "결제 이어서 하기" })).toBeNull();
    await expectAccessible(container);
    settle.mockImplementation(() => Response.json(purchaseOf()));
    await pass(4);
    await becomes("succeeded");
  });

  it("asks every three seconds for half a minute, then says that it goes on by itself, and asks when told to", async () => {
    const { container } = renderApp(<Page />);
    await becomes("pending");
    expect(screen.getByText(/결제를 마쳤다면 곧 여기에 보여요/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "결제 이어서 하기" }).getAttribute("href")).toBe(`/ko/shop/checkout?receipt=${receipt}`);
    await pass(7);
    expect(settle.mock.calls.length).toBe(3);
    await pass(24);
    expect(screen.getByText(/이 화면을 닫아도 괜찮아요/)).toBeTruthy();
    await expectAccessible(container);
    const asked = settle.mock.calls.length;
    expect(asked).toBeGreaterThanOrEqual(10);
    await pass(30);
    expect(settle.mock.calls.length).toBe(asked);
    settle.mockImplementation(() => Response.json(purchaseOf()));
    fireEvent.click(screen.getByRole("button", { name: "지금 다시 확인하기" }));
    await becomes("succeeded");
  });

  it("hears of the end by the stream", async () => {
    renderApp(<Page />);
    await becomes("pending");
    await pass(35);
    settle.mockImplementation(() => Response.json(purchaseOf({ status: "cancelled", reason: "cancelled_by_payer", granted: null })));
    update("cancelled");
    await pass(1);
    await becomes("cancelled");
  });

  it("shows the purchase as the club has it while the provider does not answer, and asks on", async () => {
    settle.mockImplementation(() => refusalOf(503, "gateway_unavailable"));
    const { container } = renderApp(<Page />);
    await becomes("pending");
    expect(screen.getByRole("alert").textContent).toContain("결제사가 응답하지 않아요");
    expect(screen.getByText("합계").nextSibling?.textContent).toBe("₩9,900");
    await expectAccessible(container);
    settle.mockImplementation(() => Response.json(purchaseOf()));
    fireEvent.click(screen.getByRole("button", { name: "다시 시도하기" }));
    await becomes("succeeded");
  });

  it("has words for nobody answering at all", async () => {
    settle.mockImplementation(() => refusalOf(500, "internal"));
    look.mockImplementation(() => refusalOf(500, "internal"));
    renderApp(<Page />);
    await becomes("lost");
    expect(screen.getByRole("status").textContent).toContain("결제한 내용은 사라지지 않아요");
    settle.mockImplementation(() => Response.json(purchaseOf()));
    await pass(4);
    await becomes("succeeded");
  });

  it("goes on by itself when a lost network returns", async () => {
    renderApp(<Page />);
    await becomes("pending");
    setOnline(false);
    expect((await screen.findByRole("alert")).textContent).toContain("다시 연결되면 이어서 확인할게요");
    expect(screen.getByRole("button", { name: "다시 시도하기" }).hasAttribute("disabled")).toBe(true);
    await pass(4);
    const asked = settle.mock.calls.length;
    await pass(60);
    expect(settle.mock.calls.length).toBe(asked);
    settle.mockImplementation(() => Response.json(purchaseOf({ granted: { ...nothing, gold: 5 } })));
    setOnline(true);
    await becomes("succeeded");
    expect(screen.getByText("지금 보유한 골드").nextSibling?.textContent).toContain("10,000");
  });

  it("says so when the network fails before the first answer", async () => {
    settle.mockImplementation(() => Promise.reject(new TypeError("failed to fetch")));
    look.mockImplementation(() => Promise.reject(new TypeError("failed to fetch")));
    const { container } = renderApp(<Page />);
    await becomes("lost");
    expect(screen.getByRole("alert").textContent).toContain("인터넷 연결이 끊겼어요");
    await expectAccessible(container);
  });

  it("knows no foreign receipt, and asks for none that cannot be one", async () => {
    settle.mockImplementation(() => refusalOf(404, "purchase_not_found"));
    const { unmount } = renderApp(<Page />);
    await becomes("unknown");
    await pass(60);
    expect(settle).toHaveBeenCalledOnce();
    expect(look).not.toHaveBeenCalled();
    unmount();
    for (const search of ["", "?receipt=", "?receipt=..%2F..%2Fme"]) {
      window.history.replaceState(null, "", `/ko/shop/return${search}`);
      const page = renderApp(<Page />);
      expect(shown()).toBe("unknown");
      page.unmount();
    }
    expect(settle).toHaveBeenCalledOnce();
  });
});
