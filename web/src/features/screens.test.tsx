import { act, screen, waitFor } from "@testing-library/react";
import type { ReactElement } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { dashboardOf } from "@/shared/api/dashboard.fixture";
import { beginSession } from "@/shared/auth/session";
import type { User } from "@/shared/api/types";
import { goldFromSnapshot } from "@/shared/live/gold";
import { useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { ClubScreen } from "./club/components/club-screen";
import { HomeScreen } from "./home/components/home-screen";
import { LandingScreen } from "./landing/components/landing-screen";
import { machineFaces } from "./lobby/machine-tile";
import { ProfileScreen } from "./profile/components/profile-screen";
import { SettingsScreen } from "./settings/components/settings-screen";
import { machineIds, symbolArt } from "./slot/machines/art";
import { WalletScreen } from "./wallet/components/wallet-screen";

const { replace, search } = vi.hoisted(() => ({ replace: vi.fn(), search: { now: "" } }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ replace, push: replace }),
  usePathname: () => "/ko/home",
  useSearchParams: () => new URLSearchParams(search.now),
}));

const user: User = {
  id: 7,
  site_id: "moon",
  nickname: "달빛",
  role: "player",
  is_admin: false,
  vip_tier: "STANDARD",
  gold_balance: 9_900,
  gem_balance: 0,
  level: 1,
  experience: 120,
  max_experience: 1_000,
  vip_points: 0,
  battlepass_level: 0,
  total_spent: 0,
  avatar: "ring-3",
  locale: "ko",
  must_change_password: false,
  created_at: "2026-11-01T00:00:00Z",
  last_login_at: null,
};
const round = {
  round_id: "r1",
  game_type: "slot",
  game_variant: "horangi",
  bet_amount: 100,
  win_amount: 0,
  net: -100,
  balance_after: 9_900,
  created_at: "2026-11-21T00:00:00Z",
  config_version: 1,
};
const total = {
  plays: 1,
  wins: 0,
  losses: 1,
  pushes: 0,
  total_bet: 100,
  total_win: 0,
  net: -100,
  win_rate: 0,
  rtp: 0,
  highest_multiplier: 0,
  best_win: 0,
  current_streak: 0,
  best_streak: 0,
  play_seconds: 60,
};
const posting = {
  id: "p1",
  kind: "game_stake",
  currency: "gold",
  amount: -100,
  balance_after: 9_900,
  ref: "r1",
  created_at: "2026-11-21T00:00:00Z",
};
const text = { ko: "호랑이", en: "Horangi" };

const answers: Record<string, unknown> = {
  "/api/dashboard": dashboardOf(user as never, [round] as never),
  "/api/streak/status": dashboardOf(user as never).streak,
  "/api/games/slot/machines": { items: [{ id: "horangi", name: text, tagline: text, rtp: 0.9658 }] },
  "/api/games/stats/me": { user_id: 7, period: "day", games: {}, total, favourite_game: null },
  "/api/games/rounds": { items: [round], next_cursor: null },
  "/api/fairness/me": { server_seed_hash: "ab", next_server_seed_hash: "cd", client_seed: "moon", nonce: 4 },
  "/api/wallet/history": { items: [posting], next_cursor: null },
  "/api/partners/links": { items: [] },
  "/api/auth/sessions": {
    items: [
      { id: "s1", device: "Mozilla/5.0 (Linux; Android 14) Chrome/131.0", ip: "127.0.0.1", current: true, created_at: round.created_at, last_seen_at: round.created_at, expires_at: round.created_at },
      { id: "s2", device: "", ip: "127.0.0.1", current: false, created_at: round.created_at, last_seen_at: round.created_at, expires_at: round.created_at },
    ],
  },
  "/api/users/1/profile": {
    ...user,
    id: 1,
    nickname: "별빛",
    is_own_profile: false,
    stats: total,
    now_playing: { game: "slot", variant: "horangi", started_at: round.created_at },
  },
};

let changed: Record<string, unknown>;

beforeEach(() => {
  search.now = "";
  changed = {};
  vi.stubGlobal("fetch", (request: Request) => {
    const { pathname } = new URL(request.url);
    const body = changed[pathname] ?? answers[pathname];
    const missing = { error: { code: "not_found", message: "", details: null, request_id: "r" } };
    return Promise.resolve(
      new Response(JSON.stringify(body ?? missing), { status: body ? 200 : 404, headers: { "Content-Type": "application/json" } }),
    );
  });
  act(() => {
    beginSession({ access_token: "a", user });
    useLive.setState({ profile: user, gold: goldFromSnapshot(user.gold_balance) });
  });
});

const screens: [name: string, element: ReactElement, sign: RegExp][] = [
  ["landing", <LandingScreen key="landing" />, /모든 결과를 직접 확인하는 클럽/],
  ["home", <HomeScreen key="home" />, /라운드 20번 하기/],
  ["club", <ClubScreen key="club" />, /레벨 4 \/ 40/],
  ["wallet", <WalletScreen key="wallet" />, /잔액 9,900/],
  ["profile", <ProfileScreen key="profile" />, /모두 건 골드/],
  ["settings", <SettingsScreen key="settings" />, /알 수 없는 기기/],
];

describe("screens", () => {
  it.each(screens)("%s shows what the server says and is accessible", async (_name, element, sign) => {
    const { container } = renderApp(<main>{element}</main>);
    await screen.findByText(sign);
    await expectAccessible(container);
  });

  it("sends a member who opens the front page home", async () => {
    renderApp(<LandingScreen />);
    await waitFor(() => expect(replace).toHaveBeenCalledWith("/ko/home"));
  });

  it("offers a first spin when nothing was played, and the last machine otherwise", async () => {
    renderApp(<HomeScreen />);
    const next = await screen.findByRole("link", { name: "이어서 하기" });
    expect(next.getAttribute("href")).toBe("/ko/slot?machine=horangi");
    changed["/api/dashboard"] = dashboardOf(user as never);
    renderApp(<HomeScreen />);
    expect((await screen.findByRole("link", { name: "시작하기" })).getAttribute("href")).toBe("/ko/slot?machine=ring-fruits");
  });

  it("shows another player's public figures, and says when there is nobody", async () => {
    search.now = "id=1";
    const { container, unmount } = renderApp(<ProfileScreen />);
    await screen.findByText("지금 호랑이 플레이 중이에요");
    await expectAccessible(container);
    unmount();
    search.now = "id=404";
    renderApp(<ProfileScreen />);
    await screen.findByText("찾는 회원이 없어요");
  });

  it("links a posting of a round to its proof", async () => {
    renderApp(<WalletScreen />);
    const link = await screen.findByRole("link", { name: "게임에 건 골드" });
    expect(link.getAttribute("href")).toBe("/ko/fairness?round=r1");
  });

  it("has a picture for every face of a machine's door", () => {
    const faces = machineIds.flatMap((machineId) => machineFaces[machineId].map((symbol) => [machineId, symbol] as const));
    expect(faces.filter(([machineId, symbol]) => symbolArt(machineId, symbol) === undefined)).toEqual([]);
  });
});
