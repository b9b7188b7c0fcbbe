import { readFileSync } from "node:fs";
import { act, configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { commitmentOf } from "@/features/fairness/lib/draw";
import { useLive } from "@/shared/live/store";
import { topicJoined } from "@/shared/live/topics";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { usePreferences } from "../play/preferences";
import { pastRound } from "../play/wheel.fixture";
import type { Chip } from "../rules/settle";
import { Replay } from "./replay";
import { GOLD, button, fallen, openRoom, phase, placing, press, refusal, room, say, soon, spinning } from "./room.harness";
import { RouletteScreen } from "./roulette-screen";

configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 60_000 });
vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/roulette",
  useSearchParams: () => new URLSearchParams(),
}));

type Golden = { server_seed: string; client_seed: string; nonce: number; pocket: number; colour: "red" | "black" | "green"; bets: (Chip & { win_amount: number })[] };
const { rounds } = JSON.parse(readFileSync("../tests/golden/roulette.json", "utf8")) as { rounds: Golden[] };
const golden = rounds[1];
if (!golden) throw new Error("no golden rounds");

beforeEach(openRoom);

describe("the wheel", () => {
  it.each([{}, spinning, fallen])("is accessible in each phase: %o", async (now) => {
    const mine = [{ bet_id: "b", status: "placed" as const, bet_amount: 100, win_amount: 0, bets: [{ type: "straight" as const, numbers: [17], amount: 100 }], round_record: null }];
    room.server = { ...room.server, ...now, mine, players: 2, chips_total: 300, chips: [{ type: "split", numbers: [1, 2], amount: 300 }], recent: [pastRound({ number: 7 })] };
    const { container } = renderApp(<RouletteScreen />);
    await press("숫자 0");
    await expectAccessible(container);
  });

  it("stakes what lies on the cloth in one bet and tells what it came to", async () => {
    renderApp(<RouletteScreen />);
    await press("숫자 17");
    await press("숫자 17, 놓은 칩 100");
    await press("두 숫자 17, 20");
    await press("빨강");
    await press("400 골드 걸기");
    await screen.findByText("400 골드를 걸었어요");
    expect(room.sent.map(({ bets }) => bets.map(({ type, amount }) => [type, amount]))).toEqual([[["straight", 200], ["split", 100], ["red", 100]]]);
    expect(useLive.getState().gold.balance).toBe(GOLD - 400);
    await button("숫자 17, 건 칩 200");
    phase(spinning);
    await waitFor(() => expect(useLive.getState().holds).toHaveProperty("roulette"));
    phase({ ...spinning, pocket: 17, colour: "black" });
    await waitFor(() => expect(document.querySelector("[data-known]")).not.toBeNull());
    screen.getByLabelText("공이 돌고 있어요");
    expect(screen.getAllByRole("status", { hidden: true }).map(({ textContent }) => textContent)).toContain("공이 돌고 있어요");
    expect(document.querySelector("[data-lit], [data-won], [data-result]")).toBeNull();
    expect(screen.queryByText("검정 17")).toBeNull();
    phase(fallen);
    await screen.findByText("+8,600");
    expect(useLive.getState().holds).toEqual({});
    screen.getByLabelText("공이 검정 17에 멈췄어요");
    room.server = { ...room.server, recent: [pastRound({ round_id: "round-8", number: 8, pocket: 17, colour: "black" })] };
    phase({ round_id: "round-9", number: 9, phase: "betting", pocket: null, colour: null, locks_at: soon(60_000), ends_at: soon(66_000), mine: [], chips: [] });
    await screen.findByText("지난 결과 검정 17");
    await button("8번째 라운드 검증 열기");
  });

  it("says a loss plainly", async () => {
    renderApp(<RouletteScreen />);
    await press("숫자 3");
    await press("100 골드 걸기");
    await screen.findByText("100 골드를 걸었어요");
    phase(spinning);
    phase(fallen);
    await screen.findByText("이번에는 맞지 않았어요");
    screen.getByText("−100");
  });

  it("takes back, clears, doubles and repeats", async () => {
    usePreferences.setState({ last: { round_id: "round-1", bets: [{ type: "dozen", numbers: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], amount: 300 }] } });
    renderApp(<RouletteScreen />);
    await press("지난 베팅 다시 놓기");
    await button("1번째 12개, 놓은 칩 300");
    await press("두 배로");
    await button("600 골드 걸기");
    await press("한 번 되돌리기");
    await button("300 골드 걸기");
    await press("놓은 칩 모두 거두기");
    expect((await button("칩을 놓아 주세요")).hasAttribute("disabled")).toBe(true);
  });

  it("is played from the keyboard", async () => {
    const user = userEvent.setup();
    renderApp(<RouletteScreen />);
    const zero = await button("숫자 0");
    zero.focus();
    // jsdom knows no width: the cloth stands upright, as on a phone.
    await user.keyboard("{ArrowDown}{ArrowDown}2{Enter}");
    expect(document.activeElement).toBe(await button(/, 놓은 칩 50$/));
    expect(document.querySelectorAll("[data-in-hand]")).toHaveLength(1);
    await user.keyboard("{Delete}");
    await button("칩을 놓아 주세요");
    await user.keyboard("3{Enter}d");
    await button("200 골드 걸기");
    await user.keyboard("u");
    await button("100 골드 걸기");
    await user.keyboard("b");
    await screen.findByText("100 골드를 걸었어요");
  });

  it("says why no more chips fit", async () => {
    renderApp(<RouletteScreen />);
    await press("숫자 5");
    await press("숫자 5, 놓은 칩 100");
    await press("숫자 5, 놓은 칩 200");
    await screen.findByText("이 자리에는 200 골드까지 놓을 수 있어요.");
    act(() => useLive.setState({ gold: { balance: 250, streamed: 250, awaiting: [], echoed: [] } }));
    await press("짝수");
    await press(/^짝수/);
    await screen.findByText(/가진 골드만큼만/);
  });

  it("keeps chips that came too late for the next round", async () => {
    room.answer = () => refusal("round_closed", 409);
    renderApp(<RouletteScreen />);
    await press("숫자 17");
    await press("100 골드 걸기");
    await screen.findByText(/이번 라운드는 마감됐어요/);
    phase(spinning);
    expect((await button("100 골드 · 다음 라운드에")).hasAttribute("disabled")).toBe(true);
    room.answer = placing;
    phase({ round_id: "round-9", number: 9, phase: "betting", locks_at: soon(60_000), ends_at: soon(66_000) });
    await press("100 골드 걸기");
    await screen.findByText("100 골드를 걸었어요");
  });

  it("asks an unanswered bet again with its own key, in its own round only", async () => {
    room.answer = () => refusal("unavailable", 503);
    renderApp(<RouletteScreen />);
    await press("숫자 17");
    await press("100 골드 걸기");
    await screen.findByText(/두 번 걸리지 않아요/);
    await press("같은 베팅 확인하기");
    await waitFor(() => expect(room.sent.length).toBeGreaterThan(1));
    expect(new Set(room.sent.map(({ key }) => key)).size).toBe(1);
    await screen.findByText(/두 번 걸리지 않아요/);
    const before = room.sent.length;
    phase({ round_id: "round-9", number: 9, phase: "betting", locks_at: soon(60_000), ends_at: soon(66_000) });
    await screen.findByText(/답을 받기 전에 라운드가 끝났어요/);
    act(() => void window.dispatchEvent(new Event("online")));
    expect(room.sent).toHaveLength(before);
    await press("알겠어요");
    await button("100 골드 걸기");
  });

  it("shows everybody's chips, and reads the whole table again when the stream is joined anew", async () => {
    renderApp(<RouletteScreen />);
    await screen.findByText("아직 아무도 걸지 않았어요. 먼저 놓아 볼까요?");
    const chips = [{ type: "column", numbers: [1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 34], amount: 500 }];
    say("roulette_bet", { round_id: "round-8", bet_id: "x", nickname: "달빛", bet_amount: 500, bets: chips });
    await screen.findByText("달빛");
    screen.getByText("1명");
    await button("1번째 열, 다른 사람 칩 500");
    say("roulette_bet", { nonsense: true });
    say("roulette_round", {});
    room.server = { ...room.server, players: 3, chips_total: 900, chips: [{ type: "red", numbers: [1, 3, 5, 7, 9, 12, 14, 16, 18, 19, 21, 23, 25, 27, 30, 32, 34, 36], amount: 900 }] };
    act(() => topicJoined("roulette:main"));
    await button("빨강, 다른 사람 칩 900");
    screen.getByText("3명");
  });

  it("draws a past number again in this browser and holds it against the round before", async () => {
    const { server_seed, client_seed, nonce, pocket, colour } = golden;
    room.server = {
      ...room.server,
      recent: [
        pastRound({ round_id: "p2", number: 2, hash: server_seed, client_seed, nonce, pocket, colour }),
        pastRound({ round_id: "p1", number: 1, hash: await commitmentOf(server_seed) }),
      ],
    };
    const { baseElement } = renderApp(<RouletteScreen />);
    await press(/^2번째 라운드/);
    await screen.findByText(`다시 뽑은 숫자 ${pocket}, 휠이 보여 준 숫자 ${pocket}`);
    const checks = within(screen.getByRole("dialog")).getAllByRole("listitem");
    expect(checks.map((check) => check.dataset.ok)).toEqual(["true", "true"]);
    await expectAccessible(baseElement);
  });

  it("does not call a number proven that the hash does not give", async () => {
    const { server_seed, client_seed, nonce, pocket } = golden;
    room.server = { ...room.server, recent: [pastRound({ number: 2, hash: server_seed, client_seed, nonce, pocket: (pocket + 1) % 37 })] };
    renderApp(<RouletteScreen />);
    await press(/^2번째 라운드/);
    await screen.findByText(`다시 뽑은 숫자 ${pocket}, 휠이 보여 준 숫자 ${(pocket + 1) % 37}`);
    expect(within(screen.getByRole("dialog")).getAllByRole("listitem")[0]?.dataset.ok).toBe("false");
  });

  it("explains its rules with what every bet pays", async () => {
    const { baseElement } = renderApp(<RouletteScreen />);
    await button("숫자 0");
    await press("규칙");
    const sheet = within(await screen.findByRole("dialog"));
    expect(await sheet.findAllByRole("row")).toHaveLength(16);
    sheet.getByText("35:1");
    await expectAccessible(baseElement);
  });
});

describe("a replay", () => {
  it("shows the number among its neighbours, and nothing for what it cannot read", () => {
    const { container } = renderApp(<Replay outcome={{ pocket: golden.pocket, bets: golden.bets }} />);
    expect(container.textContent).toContain(`${golden.pocket}`);
    expect(renderApp(<Replay outcome={{}} />).container.textContent).toBe("");
  });
});
