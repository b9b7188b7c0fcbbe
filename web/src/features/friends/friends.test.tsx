import { QueryClientProvider } from "@tanstack/react-query";
import { configure, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createQueryClient } from "@/shared/api/query-client";
import { followMessages } from "@/shared/live/follow-messages";
import { useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { FriendsScreen } from "./components/friends-screen";
import { useFriends } from "./hooks/use-friends";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/friends",
  useSearchParams: () => new URLSearchParams(),
}));

const player = (user_id: number, nickname: string) => ({ user_id, nickname, avatar: "ring-1", level: 3, vip_tier: "STANDARD" });
const when = "2026-11-20T10:00:00.000Z";
const nobody = {
  friends: [] as unknown[],
  requests_in: [] as unknown[],
  requests_out: [] as unknown[],
  blocked: [] as unknown[],
  settings: { requests_from: "everybody" },
  limits: { friends: 200, open_requests: 50, requests_a_day: 20, blocked: 500 },
};
const full = {
  ...nobody,
  friends: [
    { ...player(2, "가람"), online: false, now_playing: null, since: when },
    { ...player(3, "하늘"), online: true, now_playing: { game: "crash", variant: "main", started_at: when }, since: when },
  ],
  requests_in: [{ request_id: "in-1", player: player(4, "도윤"), created_at: when }],
  requests_out: [{ request_id: "out-1", player: player(5, "Sol"), created_at: when }],
  blocked: [{ player: player(6, "고요"), since: when }],
};

const asked: { method: string; path: string; body: unknown }[] = [];
const answers = { book: nobody as unknown, found: [] as unknown[], refusal: null as null | { status: number; code: string; message: string } };

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const text = await request.text();
  asked.push({ method: request.method, path: url.pathname, body: text ? JSON.parse(text) : null });
  const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  if (url.pathname.endsWith("/search")) return json({ items: answers.found });
  if (url.pathname === "/api/friends") return json(answers.book);
  if (answers.refusal) {
    const { status, code, message } = answers.refusal;
    return json({ detail: message, error: { code, message, details: null, request_id: "1" } }, status);
  }
  if (request.method === "POST" && url.pathname === "/api/friends/requests") return json({ request_id: "r", status: "open", player: player(7, "새봄") }, 201);
  return new Response(null, { status: 204 });
}

function BookProbe() {
  useFriends();
  return null;
}

const sent = (method: string, path: string) => asked.filter((call) => call.method === method && call.path === path);

beforeEach(() => {
  asked.length = 0;
  answers.book = nobody;
  answers.found = [];
  answers.refusal = null;
  vi.stubGlobal("fetch", answer);
});

describe("friends", () => {
  it("says what to do while there are none", async () => {
    const { container } = renderApp(<FriendsScreen />);
    expect(await screen.findByText("아직 친구가 없어요")).toBeTruthy();
    expect(screen.getByText("차단한 사람이 없어요.")).toBeTruthy();
    expect(screen.queryByText("보낸 요청")).toBeNull();
    await expectAccessible(container);
  });

  it("shows who is here first, and every list with what can be done", async () => {
    answers.book = full;
    const { container } = renderApp(<FriendsScreen />);
    const friends = await screen.findByRole("list", { name: "내 친구" });
    expect(within(friends).getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      expect.stringContaining("남산 리프트 하는 중이에요"),
      expect.stringContaining("레벨 3"),
    ]);
    expect(within(friends).getByRole("link", { name: "하늘" }).getAttribute("href")).toBe("/ko/profile?id=3");
    expect(screen.getByText("2명 / 최대 200명")).toBeTruthy();
    await expectAccessible(container);

    fireEvent.click(screen.getByRole("button", { name: "도윤 님의 요청 수락하기" }));
    await waitFor(() => expect(sent("POST", "/api/friends/requests/in-1/accept")).toHaveLength(1));
    await waitFor(() => expect(sent("GET", "/api/friends")).toHaveLength(2));
    fireEvent.click(screen.getByRole("button", { name: "도윤 님의 요청 거절하기" }));
    await waitFor(() => expect(sent("POST", "/api/friends/requests/in-1/decline")).toHaveLength(1));
    fireEvent.click(screen.getByRole("button", { name: "Sol 님에게 보낸 요청 취소하기" }));
    await waitFor(() => expect(sent("DELETE", "/api/friends/requests/out-1")).toHaveLength(1));
    fireEvent.click(screen.getByRole("button", { name: "고요 님 차단 풀기" }));
    await waitFor(() => expect(sent("DELETE", "/api/friends/block/6")).toHaveLength(1));
    fireEvent.click(screen.getByRole("switch", { name: /친구 요청 받기/ }));
    await waitFor(() => expect(sent("PUT", "/api/friends/settings")[0]?.body).toEqual({ requests_from: "nobody" }));
  });

  it("blocks after telling what it means", async () => {
    answers.book = full;
    renderApp(<FriendsScreen />);
    fireEvent.click(await screen.findByRole("button", { name: "가람 님 더 보기" }));
    const dialog = await screen.findByRole("dialog", { name: "가람" });
    expect(within(dialog).getByText(/서로의 프로필과 검색에서 보이지 않아요/)).toBeTruthy();
    fireEvent.click(within(dialog).getByRole("button", { name: "차단하기" }));
    await waitFor(() => expect(sent("POST", "/api/friends/block")[0]?.body).toEqual({ user_id: 2 }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("finds a player by the whole nickname and asks them", async () => {
    answers.found = [{ player: player(7, "새봄"), relation: "none", request_id: null }];
    renderApp(<FriendsScreen />);
    const field = await screen.findByRole("textbox", { name: "닉네임" });
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "찾기" }).disabled).toBe(true);
    fireEvent.change(field, { target: { value: "새봄 " } });
    fireEvent.click(screen.getByRole("button", { name: "찾기" }));
    fireEvent.click(await screen.findByRole("button", { name: "새봄 님에게 친구 요청 보내기" }));
    await waitFor(() => expect(sent("POST", "/api/friends/requests")[0]?.body).toEqual({ user_id: 7 }));
  });

  it("says so when nobody has that nickname, and repeats the club's own words for a refusal", async () => {
    renderApp(<FriendsScreen />);
    const field = await screen.findByRole("textbox", { name: "닉네임" });
    fireEvent.change(field, { target: { value: "없는 사람" } });
    fireEvent.submit(field);
    expect(await screen.findByText(/‘없는 사람’ 님을 찾지 못했어요/)).toBeTruthy();
    answers.found = [{ player: player(8, "달님"), relation: "none", request_id: null }];
    answers.refusal = { status: 403, code: "requests_off", message: "이 플레이어는 친구 요청을 받지 않고 있어요." };
    fireEvent.change(field, { target: { value: "달님" } });
    fireEvent.submit(field);
    fireEvent.click(await screen.findByRole("button", { name: "달님 님에게 친구 요청 보내기" }));
    await waitFor(() => expect(sent("POST", "/api/friends/requests")).toHaveLength(1));
  });

  it("is asked again when the socket tells of a friend", async () => {
    const queries = createQueryClient();
    const stop = followMessages(queries);
    render(
      <QueryClientProvider client={queries}>
        <BookProbe />
      </QueryClientProvider>,
    );
    await waitFor(() => expect(sent("GET", "/api/friends")).toHaveLength(1));
    useLive.setState(({ heard }) => ({ heard: { ...heard, friend_update: (heard.friend_update ?? 0) + 1 } }));
    await waitFor(() => expect(sent("GET", "/api/friends")).toHaveLength(2));
    stop();
  });
});
