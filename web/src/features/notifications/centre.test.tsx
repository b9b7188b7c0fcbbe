import { act, configure, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { applyMessage, resetLive, useLive } from "@/shared/live/store";
import { celebrate, useCelebration } from "@/shared/ui/reward-burst";
import { toast } from "@/shared/ui/toast";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { NotificationToasts } from "./components/notification-toasts";
import { NotificationsScreen } from "./components/notifications-screen";
import { filterOf, filterSearch } from "./filters";
import { entry, resetServer, sent, server } from "./notifications.fixture";

configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const { place } = vi.hoisted(() => ({ place: { search: "", path: "/ko/notifications", replace: vi.fn() } }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: place.replace }),
  usePathname: () => place.path,
  useSearchParams: () => new URLSearchParams(place.search),
}));

beforeEach(() => {
  resetServer();
  Object.assign(place, { search: "", path: "/ko/notifications", replace: vi.fn() });
  resetLive();
  useCelebration.setState({ shown: null });
});

const notice = (id: string, more: object = {}) =>
  applyMessage({
    type: "notification",
    user_id: 1,
    timestamp: "2026-11-21T12:00:00.000Z",
    seq: null,
    data: { id, kind: "social", title: "친구 요청이 왔어요", body: "지민님", priority: "normal", ...more },
  });

describe("the centre", () => {
  it("says what to expect while it is empty", async () => {
    const { container } = renderApp(<NotificationsScreen />);
    expect(await screen.findByText("아직 알림이 없어요")).toBeDefined();
    await expectAccessible(container);
  });

  it("reads one by a press, and keeps the count right everywhere", async () => {
    server.entries = [entry("1"), entry("2", { read_at: "2026-11-20T00:00:00.000Z" }), entry("3")];
    const { container } = renderApp(<NotificationsScreen />);
    expect(await screen.findByText("읽지 않은 알림 2개")).toBeDefined();
    await expectAccessible(container);
    await userEvent.click(screen.getByRole("link", { name: /알림 1/ }));
    expect(await screen.findByText("읽지 않은 알림 1개")).toBeDefined();
    expect(useLive.getState().unread).toBe(1);
    await userEvent.click(screen.getByRole("link", { name: /알림 2/ }));
    expect(sent.filter(({ method }) => method === "POST").map(({ path }) => path)).toEqual(["/api/notifications/1/read"]);
  });

  it("reads all", async () => {
    server.entries = [entry("1"), entry("2")];
    renderApp(<NotificationsScreen />);
    await screen.findByText("읽지 않은 알림 2개");
    await userEvent.click(screen.getByRole("button", { name: "모두 읽음" }));
    expect(await screen.findByText("모두 읽었어요")).toBeDefined();
    expect(screen.queryAllByText("새 알림")).toEqual([]);
  });

  it("keeps its filters in the address", async () => {
    server.entries = [entry("1")];
    place.search = "unread=1&kind=social";
    renderApp(<NotificationsScreen />);
    await screen.findByRole("link", { name: /알림 1/ });
    expect(sent[0]?.path).toBe("/api/notifications?limit=30&unread=true&kind=social");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "종류" }), "rewards");
    expect(place.replace).toHaveBeenLastCalledWith("/ko/notifications?unread=1&kind=rewards", { scroll: false });
    expect(filterOf(new URLSearchParams("kind=gossip&unread=yes"))).toEqual({ unread: false, kind: null });
    expect(filterSearch({ unread: false, kind: null })).toBe("");
  });

  it("offers the way out of an empty filter", async () => {
    place.search = "unread=1";
    renderApp(<NotificationsScreen />, "en");
    expect(await screen.findByText("You have read everything")).toBeDefined();
    await userEvent.click(screen.getByRole("button", { name: "Show everything" }));
    expect(place.replace).toHaveBeenLastCalledWith("/ko/notifications", { scroll: false });
  });
});

describe("the unread count", () => {
  it("follows what is posted, and what is read elsewhere", () => {
    notice("a");
    notice("b");
    expect(useLive.getState().unread).toBe(2);
    applyMessage({ type: "notifications_read", user_id: 1, timestamp: "", seq: null, data: { unread: 0 } });
    expect(useLive.getState().unread).toBe(0);
  });
});

describe("toasts", () => {
  let shown = vi.fn();

  beforeEach(() => {
    shown = vi.spyOn(toast, "plain").mockImplementation(() => undefined);
    place.path = "/ko/home";
  });

  it("shows each once, but no low priority", () => {
    renderApp(<NotificationToasts />);
    act(() => {
      notice("a");
      notice("b", { priority: "low" });
      applyMessage({ type: "stats_update", user_id: 1, timestamp: "", seq: null, data: {} });
    });
    expect(shown.mock.calls).toEqual([["친구 요청이 왔어요", "지민님"]]);
  });

  it("is silent in the centre, and about a reward this tab celebrates", () => {
    const { unmount } = renderApp(<NotificationToasts />);
    act(() => {
      celebrate([{ type: "gold", amount: 500 }]);
      notice("a", { kind: "rewards" });
    });
    expect(shown).not.toHaveBeenCalled();
    act(() => notice("b"));
    expect(shown).toHaveBeenCalledTimes(1);
    unmount();
    place.path = "/ko/notifications";
    renderApp(<NotificationToasts />);
    act(() => notice("c"));
    expect(shown).toHaveBeenCalledTimes(1);
  });
});
