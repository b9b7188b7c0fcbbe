import { configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { goldFromSnapshot } from "@/shared/live/gold";
import { useLive } from "@/shared/live/store";
import { useCelebration } from "@/shared/ui/reward-burst";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { QuizScreen } from "./components/quiz-screen";
import { Suggestions } from "./components/suggestions";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 90_000 });
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/quiz",
  useSearchParams: () => new URLSearchParams(),
}));

const text = (ko: string) => ({ ko, en: ko });
const question = (id: string) => ({
  id,
  text: text(`${id} 질문`),
  options: ["a", "b", "c", "d"].map((option) => ({ id: `${id}-${option}`, text: text(`${id} 답 ${option}`) })),
});
const quiz = {
  version: 1,
  title: text("클럽에서 당신의 자리는 어디일까요?"),
  intro: text("정답은 없어요."),
  questions: [question("q1"), question("q2")],
  reward: { gold: 1000, exp: 50 },
  result: null as unknown,
  retake_at: null as string | null,
};
const result = {
  id: "r1",
  version: 1,
  risk: 42,
  band: "balanced",
  band_portrait: { name: text("고른 손"), text: text("저울질해요.") },
  preferences: { collecting: 80, competing: 20, relaxing: 40, social: 10 },
  profile: "collecting",
  portrait: { name: text("등불을 모으는 사람"), text: text("모으는 걸 좋아해요.") },
  created_at: "2026-11-21T00:00:00.000Z",
};
const suggestion = (id: string, kind: string, game: string | null) => ({
  id,
  kind,
  game,
  target: `/${id}`,
  title: text(`${id} 제목`),
  text: text(`${id} 설명`),
  reason: kind === "calm" ? "calm" : "collecting",
});
const lively = {
  items: [suggestion("gacha", "game", "gacha"), suggestion("missions", "today", null)],
  calm: false,
  based_on: { quiz: true, played: [] },
  generated_at: "2026-11-21T00:00:00.000Z",
};
const calm = { ...lively, items: [suggestion("responsible-play", "calm", null)], calm: true };

const sent: { path: string; body: unknown }[] = [];
const state = { quiz: quiz as unknown, suggestions: lively as unknown };

/** Every gold balance shown: an answer's own gives way to the stream's again, when that does not confirm it in time. */
const balances: (number | null)[] = [];
useLive.subscribe(({ gold }) => balances.push(gold.balance));

beforeEach(() => {
  sent.length = 0;
  balances.length = 0;
  Object.assign(state, { quiz, suggestions: lively });
  useCelebration.setState({ shown: null });
  useLive.setState({ gold: goldFromSnapshot(5_000) });
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    const reply = (body: unknown) => new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
    if (request.method === "POST") {
      sent.push({ path: pathname, body: await request.json() });
      if (pathname === "/api/quiz/submit") {
        state.quiz = { ...quiz, result, reward: null, retake_at: "2026-12-21T00:00:00.000Z" };
        return reply({
          result,
          applied: true,
          idempotent: false,
          reward_items: [{ reward_type: "gold", amount: 1000, balance_after: 6000 }],
          new_balances: { gold: 6000 },
        });
      }
      return reply({ id: "gacha", verdict: "helpful" });
    }
    return reply(pathname === "/api/quiz" ? state.quiz : state.suggestions);
  });
});

describe("the quiz", () => {
  it("goes question by question to a result with a drawn profile", async () => {
    const user = userEvent.setup();
    const { container } = renderApp(<QuizScreen />);
    await user.click(await screen.findByRole("button", { name: "시작하기" }));
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "q1 질문" }));
    expect(screen.getByRole("progressbar", { name: "2개 중 1번째" }).getAttribute("aria-valuenow")).toBe("1");
    expect(screen.getByRole("button", { name: "다음" })).toHaveProperty("disabled", true);
    await user.click(screen.getByRole("radio", { name: "q1 답 b" }));
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "다음" }));
    await user.click(screen.getByRole("radio", { name: "q2 답 d" }));
    await user.click(screen.getByRole("button", { name: "결과 보기" }));
    expect(await screen.findByRole("heading", { name: "등불을 모으는 사람" })).toBeTruthy();
    expect(screen.getByRole("img", { name: "등불을 모으는 사람의 그림" })).toBeTruthy();
    expect(sent[0]).toEqual({
      path: "/api/quiz/submit",
      body: { version: 1, answers: [{ question_id: "q1", option_id: "q1-b" }, { question_id: "q2", option_id: "q2-d" }] },
    });
    expect(balances).toContain(6000);
    expect(useCelebration.getState().shown?.items).toEqual([{ type: "gold", amount: 1000 }]);
    await screen.findByText("gacha 제목");
    await expectAccessible(container);
  });

  it("is answered by keys alone, and goes back without losing an answer", async () => {
    const user = userEvent.setup();
    renderApp(<QuizScreen />);
    await user.click(await screen.findByRole("button", { name: "시작하기" }));
    await user.keyboard("3{Enter}");
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "q2 질문" }));
    await user.click(screen.getByRole("button", { name: "이전" }));
    expect(screen.getByRole("radio", { name: "q1 답 c" }).getAttribute("aria-checked")).toBe("true");
    await user.keyboard("{Enter}1{Enter}");
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]?.body).toMatchObject({ answers: [{ option_id: "q1-c" }, { option_id: "q2-a" }] });
  });

  it("offers another time only when it may be taken", async () => {
    state.quiz = { ...quiz, result, reward: null, retake_at: "2026-12-21T00:00:00.000Z" };
    renderApp(<QuizScreen />);
    await screen.findByRole("heading", { name: "등불을 모으는 사람" });
    expect(screen.queryByRole("button", { name: "다시 해 보기" })).toBeNull();
    expect(screen.getByText(/부터 다시 해 볼 수 있어요/)).toBeTruthy();
  });
});

describe("suggestions", () => {
  it("name their reason and take a word about them", async () => {
    const user = userEvent.setup();
    const { container } = renderApp(<Suggestions />);
    expect(await screen.findByRole("heading", { name: "해 볼 만한 게임" })).toBeTruthy();
    expect(screen.getAllByText("모으기를 좋아하셔서")).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: "gacha 제목: 추천하지 않기" }));
    await waitFor(() => expect(sent[0]).toEqual({ path: "/api/recommend/gacha/feedback", body: { verdict: "not_for_me" } }));
    await expectAccessible(container);
  });

  it("suggest no game to a player left in peace", async () => {
    state.suggestions = calm;
    renderApp(<Suggestions />);
    expect(await screen.findByText("responsible-play 제목")).toBeTruthy();
    expect(screen.queryByRole("heading", { name: "해 볼 만한 게임" })).toBeNull();
    expect(screen.getByText(/게임을 권하지 않아요/)).toBeTruthy();
  });
});
