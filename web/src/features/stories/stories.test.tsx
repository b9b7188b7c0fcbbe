import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { goldFromSnapshot } from "@/shared/live/gold";
import { useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { StoriesScreen } from "./components/stories-screen";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 90_000 });

const { search, replace } = vi.hoisted(() => ({ search: { now: "" }, replace: vi.fn() }));
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace }),
  usePathname: () => "/ko/stories",
  useSearchParams: () => new URLSearchParams(search.now),
}));

type Stage = { stage: string; unlocked: boolean; is_next: boolean; free_by: string | null; gold: number };
const words = (ko: string) => ({ ko, en: ko });
const stage = ({ stage: name, unlocked, is_next, free_by, gold }: Stage) => ({
  stage: name,
  tier: gold === 0 ? "STANDARD" : "PREMIUM",
  level: 5,
  gold,
  unlocked,
  unlocked_at: unlocked ? "2026-11-21T00:00:00.000Z" : null,
  is_next,
  free_by,
  heading: unlocked ? words(`${name} 제목`) : null,
  text: unlocked ? { ko: [`${name} 본문`], en: [`${name} text`] } : null,
});
function storyWith(open: number) {
  const stages = ["teaser", "partial", "full"].map((name, index) =>
    stage({ stage: name, unlocked: index < open, is_next: index === open, free_by: index === 0 ? "tier" : null, gold: index * 3000 }),
  );
  return { id: "rooftop", scene: "rooftop", title: words("새벽 세 시의 옥상"), next_stage: ["teaser", "partial", "full"][open] ?? null, stages };
}
const noAge = { status: "none", birth_date: null, adult_verified_at: null, verified_until: null, verification_id: null, redirect_url: null };
const state = { verified: true, open: 1, verdict: "verified", birth: null as string | null };
const sent: { path: string; body: unknown; key: string | null }[] = [];

/** Every gold balance shown: an answer's own gives way to the stream's again, when that does not confirm it in time. */
const balances: (number | null)[] = [];
useLive.subscribe(({ gold }) => balances.push(gold.balance));

beforeEach(() => {
  sent.length = 0;
  balances.length = 0;
  search.now = "";
  replace.mockClear();
  Object.assign(state, { verified: true, open: 1, verdict: "verified", birth: null });
  useLive.setState({ gold: goldFromSnapshot(10_000) });
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    const reply = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
    const refused = (code: string, status: number) => reply({ detail: code, error: { code, message: code, details: null, request_id: "r" } }, status);
    if (request.method === "POST") {
      sent.push({ path: pathname, body: await request.json(), key: request.headers.get("Idempotency-Key") });
      if (pathname === "/api/unlock") {
        state.open += 1;
        return reply({ content_id: "rooftop", stage: "partial", method: "gold", price: 3000, unlocked_at: "2026-11-21T00:00:00Z", applied: true, idempotent: false, balance_after: 7000 });
      }
      state.verified = state.verdict === "verified";
      const redirect_url = state.verdict === "pending" ? "https://age.example/check" : null;
      return reply({ ...noAge, status: state.verdict, birth_date: "1990-05-05", redirect_url });
    }
    if (pathname === "/api/content/notice") return reply({ notice: words("만 19세 이상만 볼 수 있어요."), age: { ...noAge, status: state.verified ? "verified" : "none", birth_date: state.birth } });
    if (!state.verified) return refused("age_verification_required", 403);
    if (pathname === "/api/content") return reply({ items: [storyWith(state.open)], notice: words("이용 안내문") });
    return pathname.endsWith("/rooftop") ? reply(storyWith(state.open)) : refused("content_not_found", 404);
  });
});

describe("the door", () => {
  it("shows no story before the age check, and opens after it", async () => {
    state.verified = false;
    const user = userEvent.setup();
    const { container } = renderApp(<StoriesScreen />);
    await user.click(await screen.findByRole("button", { name: "성인 인증하기" }));
    expect(screen.queryByText("새벽 세 시의 옥상")).toBeNull();
    const dialog = within(await screen.findByRole("dialog", { name: "성인 인증" }));
    expect(await dialog.findByText("만 19세 이상만 볼 수 있어요.")).toBeTruthy();
    expect(dialog.getByRole("button", { name: "확인하기" })).toHaveProperty("disabled", true);
    await user.type(dialog.getByLabelText("생년월일"), "1990-05-05");
    await user.click(dialog.getByRole("checkbox", { name: /안내를 읽었고/ }));
    await expectAccessible(document.body);
    await user.click(dialog.getByRole("button", { name: "확인하기" }));
    expect(await screen.findByText("새벽 세 시의 옥상")).toBeTruthy();
    expect(sent[0]?.body).toEqual({ birth_date: "1990-05-05" });
    await expectAccessible(container);
  });

  it("leads to a checker's own page, with the birth date that is known", async () => {
    Object.assign(state, { verified: false, verdict: "pending", birth: "1990-05-05" });
    const user = userEvent.setup();
    renderApp(<StoriesScreen />);
    await user.click(await screen.findByRole("button", { name: "성인 인증하기" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(await dialog.findByRole("checkbox"));
    expect(dialog.queryByLabelText("생년월일")).toBeNull();
    await user.click(dialog.getByRole("button", { name: "확인하기" }));
    expect((await dialog.findByRole("link", { name: "인증 페이지로 가기" })).getAttribute("href")).toBe("https://age.example/check");
    expect(sent[0]?.body).toEqual({ birth_date: null });
  });

  it("fetches the result when the player comes back, once, and cleans the address", async () => {
    search.now = "verification=v1&token=abc";
    renderApp(<StoriesScreen />);
    await waitFor(() => expect(replace).toHaveBeenCalledWith("/ko/stories"));
    expect(sent).toEqual([{ path: "/api/users/me/age-verification/finish", body: { verification_id: "v1", token: "abc" }, key: null }]);
  });
});

describe("stories", () => {
  it("tell how far each is open", async () => {
    const { container } = renderApp(<StoriesScreen />);
    expect((await screen.findByRole("link", { name: /새벽 세 시의 옥상/ })).getAttribute("href")).toBe("/ko/stories?id=rooftop");
    expect(screen.getByText("3장면 중 1장면 열림")).toBeTruthy();
    expect(screen.getByText("다음: 가운데 장면")).toBeTruthy();
    await expectAccessible(container);
  });

  it("open the next scene for gold, after asking", async () => {
    search.now = "id=rooftop";
    const user = userEvent.setup();
    const { container } = renderApp(<StoriesScreen />);
    expect(await screen.findByText("teaser 본문")).toBeTruthy();
    expect(screen.queryByText("partial 본문")).toBeNull();
    await user.click(screen.getByRole("button", { name: "3,000골드로 열기" }));
    const dialog = within(await screen.findByRole("dialog", { name: "가운데 장면, 골드로 열까요?" }));
    expect(dialog.getByText("7,000")).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "열기" }));
    expect(await screen.findByText("partial 본문")).toBeTruthy();
    expect(balances).toContain(7000);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ path: "/api/unlock", body: { content_id: "rooftop", stage: "partial" } });
    expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    await expectAccessible(container);
  });

  it("do not let gold be spent that is not there", async () => {
    search.now = "id=rooftop";
    useLive.setState({ gold: goldFromSnapshot(1_000) });
    const user = userEvent.setup();
    renderApp(<StoriesScreen />);
    await user.click(await screen.findByRole("button", { name: "3,000골드로 열기" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/골드가 2,000 모자라요/)).toBeTruthy();
    expect(dialog.getByRole("button", { name: "열기" })).toHaveProperty("disabled", true);
  });

  it("open a free scene at one press", async () => {
    search.now = "id=rooftop";
    state.open = 0;
    const user = userEvent.setup();
    renderApp(<StoriesScreen />);
    await user.click(await screen.findByRole("button", { name: "열기" }));
    expect(await screen.findByText("teaser 본문")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("say so when a story is gone", async () => {
    search.now = "id=attic";
    renderApp(<StoriesScreen />);
    expect(await screen.findByText("이 이야기는 지금 볼 수 없어요")).toBeTruthy();
  });
});
