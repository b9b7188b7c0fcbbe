import { act, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { goldFromSnapshot } from "@/shared/live/gold";
import { useLive } from "@/shared/live/store";
import { applyBroadcast } from "@/shared/live/topics";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { StageScreen } from "./components/stage-screen";
import { type Episode, type Stage, giftMax, shelfOf, updateOf, updated } from "./stage";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/stage",
  useSearchParams: () => new URLSearchParams(),
}));

const episode = (number: number, status: Episode["status"], more: Partial<Episode> = {}): Episode => ({
  id: `e${number}`,
  number,
  title: `무대 ${number}`,
  description: "조용한 노래",
  art: "rooftop",
  status,
  starts_at: `2026-11-${10 + number}T00:00:00.000Z`,
  ends_at: `2026-11-${11 + number}T00:00:00.000Z`,
  ...more,
});
const supporter = (rank: number, more = {}) => ({ rank, user_id: rank, nickname: `별님${rank}`, avatar: "ring-1", gold: 1_000 - rank, ...more });
const onAir = episode(3, "on_air");
const full: Stage = {
  host: { name: "지민", tagline: "밤을 여는 진행자" },
  on_air: onAir,
  episodes: [episode(4, "upcoming"), onAir, episode(2, "past"), episode(1, "past")],
  model_index: 120,
  index_parts: { gold_gifted: 10_000, rounds: 20 },
  event: null,
  supporters: [supporter(1), supporter(2, { user_id: null, nickname: null, avatar: null })],
  me: { rank: 41, gold: 100, gifts: 1 },
  gifts: [{ gift_id: "g", amount: 100, episode_id: null, created_at: "2026-11-21T00:00:00.000Z" }],
  gifting: { enabled: true, step: 100, chips: [100, 500, 1000, 5000], gift_max: 10_000, day_max: 50_000, day_left: 50_000 },
};
const sentGift = { gift_id: "n", amount: 600, episode_id: "e3", created_at: "2026-11-21T00:00:00.000Z", balance_after: 400, new_balances: { gold: 400 }, model_index: 126, me: { rank: 7, gold: 700, gifts: 2 }, day_left: 49_400 };

const sent: { key: string | null; body: unknown }[] = [];
const answers: { stage: Stage; post: () => Response | Promise<Response> } = { stage: full, post: () => Response.json(sentGift) };

beforeEach(() => {
  sent.length = 0;
  answers.stage = full;
  answers.post = () => Response.json(sentGift);
  useLive.setState({ gold: goldFromSnapshot(1_000), profile: { id: 9 } });
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "GET") return Response.json(answers.stage);
    sent.push({ key: request.headers.get("idempotency-key"), body: await request.json() });
    return answers.post();
  });
});

const says = (data: unknown) => act(() => applyBroadcast({ type: "stage_update", user_id: null, data, timestamp: "2026-11-21T00:00:00Z", seq: 1 }));

describe("the stage", () => {
  it("shows the host's night, the index, the ranking with the own place, and every episode", async () => {
    const { container } = renderApp(<StageScreen />);
    await screen.findByRole("heading", { name: "무대 3", level: 2 });
    expect(screen.getByText("지금 공연 중 · 에피소드 3")).toBeDefined();
    expect(screen.getByText("선물 100점 · 게임 20점")).toBeDefined();
    const lines = within(screen.getByRole("list", { name: "서포터" })).getAllByRole("listitem");
    expect(lines.map((line) => line.textContent)).toEqual([expect.stringContaining("별님1"), expect.stringContaining("쉬거나 떠난 회원")]);
    expect(screen.getByText("내 자리 41위")).toBeDefined();
    const titles = screen.getAllByRole("article").map((one) => one.getAttribute("aria-label"));
    expect(titles).toEqual(["에피소드 3, 무대 3", "에피소드 4, 무대 4", "에피소드 2, 무대 2", "에피소드 1, 무대 1"]);
    await expectAccessible(container);
  });

  it("moves index and ranking by broadcasts, and takes no older or odd word", async () => {
    renderApp(<StageScreen />);
    await screen.findByText("별님1");
    says({ model_index: 150, supporters: [supporter(1, { nickname: "새 얼굴", user_id: 9 })] });
    await screen.findByText("새 얼굴");
    expect(screen.queryByText("별님1")).toBeNull();
    expect(screen.queryByText("내 자리 41위")).toBeNull();
    says({ model_index: 149, supporters: [] });
    says({ model_index: "151", supporters: [] });
    says({ model_index: 152, supporters: [{ name: "x" }] });
    expect(screen.getByText("새 얼굴")).toBeDefined();
  });

  it("sends the laid chips as one gift and takes the balance from the answer", async () => {
    renderApp(<StageScreen />);
    const send = await screen.findByRole("button", { name: "선물 보내기" });
    expect(send.hasAttribute("disabled")).toBe(true);
    await userEvent.click(screen.getByRole("button", { name: "500골드 칩 올리기" }));
    await userEvent.click(screen.getByRole("button", { name: "100골드 칩 올리기" }));
    await userEvent.click(screen.getByRole("button", { name: "100골드 칩 올리기" }));
    await userEvent.click(screen.getByRole("button", { name: "하나 빼기" }));
    expect(screen.getByRole("button", { name: "500골드 칩 올리기" }).hasAttribute("disabled")).toBe(true);
    await userEvent.click(send);
    await waitFor(() => expect(useLive.getState().gold.balance).toBe(400));
    expect(sent.map(({ body }) => body)).toEqual([{ amount: 600 }]);
    await waitFor(() => expect(send.hasAttribute("disabled")).toBe(true));
  });

  it("asks again with the same key after a lost answer, and with a new one after a refusal", async () => {
    renderApp(<StageScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "100골드 칩 올리기" }));
    const send = screen.getByRole("button", { name: "선물 보내기" });
    answers.post = () => Promise.reject(new TypeError("lost"));
    await userEvent.click(send);
    await screen.findByRole("alert");
    const lost = sent.length;
    answers.post = () => Response.json({ error: { code: "gift_limit_reached", message: "", details: null, request_id: "r" } }, { status: 403 });
    await userEvent.click(send);
    await waitFor(() => expect(screen.getByRole("alert").textContent).toBe("오늘 보낼 수 있는 선물 한도를 넘었어요."));
    answers.post = () => Response.json(sentGift);
    await userEvent.click(send);
    await waitFor(() => expect(useLive.getState().gold.balance).toBe(400));
    const keys = sent.map(({ key }) => key);
    expect(new Set(keys.slice(0, lost + 1)).size).toBe(1);
    expect(keys.at(-1)).not.toBe(keys[0]);
  });

  it("is a stage without gifts where the market has none, and a quiet one before the first", async () => {
    answers.stage = { ...full, on_air: null, episodes: [], supporters: [], me: null, gifts: [], gifting: { ...full.gifting, enabled: false } };
    const { container } = renderApp(<StageScreen />);
    await screen.findByText("여기에서는 선물 없이 무대를 즐길 수 있어요.");
    expect(screen.queryByRole("button", { name: "선물 보내기" })).toBeNull();
    expect(screen.getByText("지금은 무대를 준비하고 있어요")).toBeDefined();
    expect(screen.getByText("아직 조용한 무대예요")).toBeDefined();
    await expectAccessible(container);
  });
});

describe("the stage in numbers", () => {
  it("allows whole steps within every limit", () => {
    expect(giftMax(full.gifting, 1_250)).toBe(1_200);
    expect(giftMax({ ...full.gifting, day_left: 300 }, 9_999)).toBe(300);
    expect(giftMax(full.gifting, 1_000_000)).toBe(10_000);
    expect(giftMax(full.gifting, 0)).toBe(0);
  });

  it("reads broadcasts of its shape only, and never goes back", () => {
    expect(updateOf({ model_index: 1, supporters: [] })).toEqual({ model_index: 1, supporters: [] });
    for (const odd of [null, 5, {}, { model_index: 1 }, { model_index: 1, supporters: [{}] }]) expect(updateOf(odd)).toBeNull();
    expect(updated(full, { model_index: 119, supporters: [] })).toBe(full);
    expect(updated(full, { model_index: 120, supporters: [] }).supporters).toEqual([]);
  });

  it("puts the next episode first, then the latest past one", () => {
    const shelf = shelfOf([episode(5, "upcoming"), episode(4, "upcoming"), episode(1, "past"), episode(2, "past")], onAir);
    expect([shelf.coming, shelf.past].map((row) => row.map(({ number }) => number))).toEqual([[4, 5], [2, 1]]);
  });
});
