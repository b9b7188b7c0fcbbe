import { configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { NotificationPreferences } from "./components/preferences-section";
import { answer, reply, resetServer, sent, server } from "./notifications.fixture";

configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

beforeEach(resetServer);

describe("preferences", () => {
  it("has a switch for each kind on each channel", async () => {
    const { container } = renderApp(<NotificationPreferences />);
    const social = await screen.findByRole("switch", { name: "친구: 푸시" });
    expect(screen.getByRole("switch", { name: "소식과 혜택: 이메일" })).toHaveProperty("disabled", true);
    await userEvent.click(social);
    expect(sent.at(-1)).toEqual({ method: "PUT", path: "/api/notifications/preferences", body: { kinds: { social: { push: false } } } });
    await expectAccessible(container);
  });

  it("takes a switch back that the server refuses", async () => {
    server.refuse = true;
    renderApp(<NotificationPreferences />);
    const email = await screen.findByRole("switch", { name: "전체: 이메일" });
    await userEvent.click(email);
    await waitFor(() => expect(sent.some(({ method }) => method === "PUT")).toBe(true));
    await waitFor(() => expect(screen.getByRole("switch", { name: "전체: 이메일" }).getAttribute("aria-checked")).toBe("true"));
  });

  it("keeps quiet hours with this device's zone, and refuses an empty span", async () => {
    renderApp(<NotificationPreferences />);
    await userEvent.click(await screen.findByRole("switch", { name: "방해 금지 시간" }));
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const until = await screen.findByLabelText("끝");
    expect(sent.at(-1)?.body).toEqual({ quiet_hours: { since: "22:00", until: "08:00" }, time_zone: zone });
    await userEvent.clear(until);
    await userEvent.type(until, "22:00");
    await userEvent.tab();
    expect(screen.getByText("시작과 끝을 다르게 골라 주세요.")).toBeDefined();
    expect(sent.filter(({ method }) => method === "PUT")).toHaveLength(1);
  });

  it("says so where there is no push", async () => {
    renderApp(<NotificationPreferences />);
    expect(await screen.findByText(/이 브라우저에서는 푸시를 쓸 수 없어요/)).toBeDefined();
  });
});

describe("push on this device", () => {
  const requestPermission = vi.fn(() => Promise.resolve("granted"));
  let subscription: object | null = null;
  const manager = {
    getSubscription: () => Promise.resolve(subscription),
    subscribe: vi.fn(() => {
      subscription = {
        toJSON: () => ({ endpoint: "https://push.example/x", keys: { p256dh: "p", auth: "a" } }),
        unsubscribe: () => {
          subscription = null;
          return Promise.resolve(true);
        },
      };
      return Promise.resolve(subscription);
    }),
  };

  it("asks only when pressed, subscribes, and takes it back", async () => {
    const registration = { pushManager: manager };
    const permission = { requestPermission, permission: "default" };
    vi.stubGlobal("Notification", permission);
    vi.stubGlobal("PushManager", class {});
    vi.stubGlobal("navigator", Object.create(navigator, {
      serviceWorker: { value: { register: () => Promise.resolve(registration), ready: Promise.resolve(registration), getRegistration: () => Promise.resolve(registration) } },
    }));
    vi.stubGlobal("fetch", (request: Request) => {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith("/push-key")) return Promise.resolve(reply({ public_key: "BAAA" }));
      if (!pathname.includes("/push-subscriptions")) return answer(request);
      sent.push({ method: request.method, path: pathname, body: null });
      return Promise.resolve(request.method === "DELETE" ? reply(null, 204) : reply({ id: "s1", device: "", created_at: "" }, 201));
    });
    renderApp(<NotificationPreferences />);
    const enable = await screen.findByRole("button", { name: "켜기" });
    expect(requestPermission).not.toHaveBeenCalled();
    permission.permission = "granted";
    await userEvent.click(enable);
    await userEvent.click(await screen.findByRole("button", { name: "끄기" }));
    expect(await screen.findByRole("button", { name: "켜기" })).toBeDefined();
    expect(subscription).toBeNull();
    expect(sent.filter(({ path }) => path.includes("push-subscriptions")).map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/notifications/push-subscriptions",
      "POST /api/notifications/push-subscriptions",
      "DELETE /api/notifications/push-subscriptions/s1",
    ]);
  });
});
