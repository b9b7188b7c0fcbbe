import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { GameFrame } from "@/features/games/components/game-frame";
import { live, resetLive, useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { ResponsibleScreen } from "./components/responsible-screen";
import { type PlaySession, askAfter_ms } from "./hooks/use-play-session";
import { isLooser, readLimit } from "./units";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/slot",
  useSearchParams: () => new URLSearchParams(),
}));

const idle: PlaySession = {
  started_at: new Date(Date.now() - 61 * 60_000).toISOString(),
  minutes: 61,
  minutes_today: 75,
  net: -1_250,
  net_today: -900,
  reality_check_at: new Date(Date.now() + 3_600_000).toISOString(),
  reality_check_due: false,
  exclusion: null,
  adult_verified: false,
  usage: [],
};
const none = { value: null, pending_value: null, pending_from: null };
const limits = {
  stake_max: { ...none, value: 500 },
  daily_loss: { value: 3_000, pending_value: 5_000, pending_from: "2026-11-22T12:00:00Z" },
  weekly_loss: none,
  monthly_loss: none,
  daily_purchase: none,
  monthly_purchase: none,
  daily_minutes: none,
};
const global = { market: "global", purchases: true, auto_spin: true, turbo: true, adult_gate: false, slot_cycle_ms: 0, game_cycle_ms: 0 };
const server = { session: idle, market: global as object, sent: [] as { method: string; path: string; body: unknown }[], refuse: null as null | { code: string; status: number } };

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

async function answer(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  if (request.method !== "GET") {
    const text = await request.text();
    server.sent.push({ method: request.method, path, body: text === "" ? null : JSON.parse(text) });
    if (server.refuse) {
      const { code, status } = server.refuse;
      return json({ error: { code, message: "", details: null, request_id: "x" } }, status);
    }
  }
  if (path.endsWith("/dismiss")) return json((server.session = { ...server.session, reality_check_due: false }));
  if (path.endsWith("/session")) return json(server.session);
  if (path.endsWith("/limits")) return json(limits);
  if (path.endsWith("/market")) return json(server.market);
  if (path.endsWith("/cool-off")) return json({ kind: "cool_off", until: "2026-11-22T12:00:00Z" });
  if (path.endsWith("/self-exclude")) return json({ kind: "self_exclusion", until: "2026-12-21T12:00:00Z" });
  return json({
    items: [
      { id: "2", kind: "daily_loss", action: "raise_requested", old_value: 3_000, new_value: 5_000, effective_at: "2026-11-22T12:00:00Z", created_at: "2026-11-21T12:00:00Z" },
      { id: "1", kind: "cool_off", action: "cool_off", old_value: null, new_value: 24, effective_at: "2026-11-20T12:00:00Z", created_at: "2026-11-19T12:00:00Z" },
    ],
    next_cursor: null,
  });
}

beforeEach(() => {
  Object.assign(server, { session: idle, market: global, sent: [], refuse: null });
  vi.stubGlobal("fetch", answer);
  resetLive();
  useLive.setState({ gold: { balance: 10_000, streamed: 10_000, awaiting: [], echoed: [] } });
});

function frame() {
  return (
    <GameFrame game="rps" title="가위바위보" rules={<p>이기면 받아요.</p>} history={<p>지난 판</p>}>
      <p>테이블</p>
    </GameFrame>
  );
}

describe("the frame of a game", () => {
  it("shows time and net, and has limits, rules, history, odds and proof one tap away", async () => {
    const { container, baseElement } = renderApp(frame());
    const line = screen.getByLabelText("이번 플레이");
    await within(line).findByText("−1,250");
    expect(within(line).getByText(/^1:01:\d\d$/)).toBeDefined();
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("가위바위보");
    await expectAccessible(container);
    for (const [button, inside] of [
      ["규칙", "이기면 받아요."],
      ["기록", "지난 판"],
      ["내 한도", "한 번에 거는 골드"],
    ] as const) {
      await userEvent.click(screen.getByRole("button", { name: button }));
      await screen.findByText(inside);
      await expectAccessible(baseElement);
      await userEvent.keyboard("{Escape}");
    }
    expect(screen.getAllByRole("link", { name: "확률 공개" })[0]?.getAttribute("href")).toBe("/ko/odds?game=rps");
  });

  it("keeps the net as it was while a result is secret", async () => {
    renderApp(frame());
    const line = screen.getByLabelText("이번 플레이");
    await within(line).findByText("−1,250");
    live.hold("round", 100);
    server.session = { ...idle, net: 4_000 };
    useLive.setState({ heard: { stats_update: 1 } });
    window.dispatchEvent(new Event("focus"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(within(line).getByText("−1,250")).toBeDefined();
  });

  it("puts the hourly check over the table until it is answered", async () => {
    server.session = { ...idle, reality_check_due: true };
    const { baseElement } = renderApp(frame());
    const check = await screen.findByRole("alertdialog", { name: "잠깐, 한 시간이 지났어요" });
    expect(within(check).getByText("61분")).toBeDefined();
    expect(within(check).getByText("−1,250")).toBeDefined();
    await expectAccessible(baseElement);
    await userEvent.keyboard("{Escape}");
    await userEvent.keyboard("i");
    expect(screen.getByRole("alertdialog")).toBe(check);
    expect(screen.queryByRole("dialog")).toBeNull();
    await userEvent.click(within(check).getByRole("button", { name: "확인했어요, 계속하기" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(server.sent.map(({ path }) => path)).toEqual(["/api/responsible-play/reality-check/dismiss"]);
  });

  it("tells when a limit is nearly used, and when the player rests", async () => {
    server.session = { ...idle, usage: [{ kind: "daily_loss", used: 2_500, value: 3_000, near: true }] };
    const { unmount } = renderApp(frame());
    await screen.findByText("하루 손실 3,000 골드 가운데 2,500 골드까지 왔어요.");
    unmount();
    server.session = { ...idle, exclusion: { kind: "cool_off", until: "2026-11-22T12:00:00Z" } };
    renderApp(frame());
    await screen.findByText(/쉬어 가는 중이에요/);
  });

  it("opens the table to adults only where the market says so", async () => {
    server.market = { ...global, market: "kr", adult_gate: true };
    server.refuse = { code: "birth_date_required", status: 422 };
    const { container } = renderApp(frame());
    await userEvent.click(await screen.findByRole("button", { name: "확인하고 입장하기" }));
    expect(screen.queryByText("테이블")).toBeNull();
    const birth = await screen.findByLabelText("생년월일");
    await expectAccessible(container);
    server.refuse = null;
    server.session = { ...idle, adult_verified: true };
    await userEvent.type(birth, "1990-05-05");
    await userEvent.click(screen.getByRole("button", { name: "확인하고 입장하기" }));
    await screen.findByText("테이블");
    expect(server.sent.map(({ body }) => body)).toEqual([{ birth_date: null }, { birth_date: "1990-05-05" }]);
  });
});

describe("the page of own limits", () => {
  it("is accessible, and tells what holds, what waits and what was", async () => {
    const { container } = renderApp(<ResponsibleScreen />);
    await screen.findByText("500 골드");
    await screen.findByText(/부터 5,000 골드$/);
    await screen.findByText(/하루 손실: 3,000 골드 → 5,000 골드/);
    await expectAccessible(container);
  });

  it("says before saving whether a change holds at once or waits a day", async () => {
    renderApp(<ResponsibleScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "한 번에 거는 골드 바꾸기" }));
    const input = screen.getByLabelText("한 번에 거는 골드 (골드)");
    await userEvent.clear(input);
    await userEvent.type(input, "900");
    screen.getByText(/24시간 뒤에 적용돼요. 그때까지는/);
    await userEvent.clear(input);
    await userEvent.type(input, "9x");
    expect(screen.getByRole("button", { name: "저장하기" })).toHaveProperty("disabled", true);
    await userEvent.clear(input);
    await userEvent.type(input, "100");
    screen.getByText("저장하면 바로 적용돼요.");
    await userEvent.click(screen.getByRole("button", { name: "저장하기" }));
    await waitFor(() => expect(server.sent).toEqual([{ method: "PUT", path: "/api/responsible-play/limits", body: { stake_max: 100 } }]));
  });

  it("asks before a break, and twice before leaving", async () => {
    const { baseElement } = renderApp(<ResponsibleScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "일주일" }));
    await expectAccessible(baseElement);
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "쉬어 가기" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await userEvent.click(screen.getByRole("button", { name: "기간 정하기" }));
    const leave = screen.getByRole("button", { name: "떠나 있기" });
    expect(leave).toHaveProperty("disabled", true);
    await userEvent.click(screen.getByRole("checkbox"));
    await expectAccessible(baseElement);
    await userEvent.click(leave);
    await waitFor(() => expect(server.sent.map(({ body }) => body)).toEqual([{ hours: 168 }, { days: 30 }]));
  });
});

describe("limits in words", () => {
  it.each([
    ["50", "gold", 50],
    ["0", "gold", 0],
    ["", "gold", null],
    ["1.5", "gold", null],
    ["-1", "gold", null],
    ["0", "minutes", null],
    ["1440", "minutes", 1440],
    ["1441", "minutes", null],
  ] as const)("reads %s %s as %s", (text, unit, value) => expect(readLimit(text, unit)).toBe(value));

  it("knows what must wait", () => {
    expect(isLooser(100, 50)).toBe(true);
    expect(isLooser(null, 50)).toBe(true);
    expect(isLooser(50, 100)).toBe(false);
    expect(isLooser(50, null)).toBe(false);
  });

  it("asks the server again when the next check is due, and not too often", () => {
    const at = (ms: number) => ({ ...idle, reality_check_at: new Date(ms).toISOString() });
    expect(askAfter_ms(at(10_000), 0)).toBe(10_500);
    expect(askAfter_ms(at(0), 60_000)).toBe(3_000);
    expect(askAfter_ms(at(3_600_000), 0)).toBe(60_000);
    expect(askAfter_ms({ ...idle, reality_check_at: null }, 0)).toBe(false);
  });
});
