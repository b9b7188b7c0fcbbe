import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { useLive } from "@/shared/live/store";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { club, dealButton, hand, serve, settled, sitDown, status } from "../blackjack.fixture";
import { usePreferences } from "../play/preferences";
import { BlackjackScreen } from "./blackjack-screen";
import { Replay } from "./replay";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/blackjack",
  useSearchParams: () => new URLSearchParams(),
}));

beforeEach(sitDown);

describe("the table", () => {
  it("deals what lies in the circle, acts by keys, and shows the dealer only at the end", async () => {
    serve([hand(["Ts", "7h"], "9d"), settled(["Ts", "7h"], ["9d", "Tc"], 0, "lose")]);
    const { container } = renderApp(<BlackjackScreen />);
    await userEvent.click(await dealButton());
    await waitFor(() => expect(status().textContent).toContain("합계 17"));
    expect(club.sent[0]).toMatchObject({ path: "/api/games/blackjack/deal", body: { bet_amount: 100 } });
    expect(within(screen.getByRole("list", { name: "딜러의 카드" })).getAllByRole("img")).toHaveLength(2);
    await expectAccessible(container);
    await userEvent.keyboard("s");
    await waitFor(() => expect(club.sent[1]).toMatchObject({ body: { action: "stand", step: 0 } }));
    await waitFor(() => expect(status().textContent).toContain("이번 판은 딜러가 가져갔어요"));
    expect((await dealButton()).hasAttribute("disabled")).toBe(false);
    expect(club.sent[0]?.key).not.toBe(club.sent[1]?.key);
  });

  it("keeps the balance secret until the dealer is done", async () => {
    globalThis.reduceMotion = false;
    serve([hand(["Ts", "9h"], "9d"), settled(["Ts", "9h"], ["9d", "5c", "Tc"], 200, "win")]);
    renderApp(<BlackjackScreen />);
    await userEvent.click(await dealButton());
    await screen.findByRole("button", { name: /스탠드/ });
    await userEvent.keyboard("s");
    await waitFor(() => expect(status().textContent).toContain("딜러 차례"));
    const { holds, gold } = useLive.getState();
    expect(gold.balance).toBe(10_100);
    expect(Object.values(holds)[0]?.shown).toBe(9_900);
    await waitFor(() => expect(status().textContent).toContain("200골드를 받았어요"));
    await waitFor(() => expect(useLive.getState().holds).toEqual({}));
  });

  it("splits into hands with a stake each and says which one acts", async () => {
    club.current = hand(["8s", "8h"], "6d", { actions: ["hit", "stand", "double", "split"] });
    const first = club.current.hands[0]!;
    const two = [
      { ...first, cards: ["8s", "3c"], total: 11 },
      { ...first, cards: ["8h"], total: 8, status: "waiting" as const },
    ];
    serve([{ ...club.current, step: 1, hands: two, bet_amount: 200, taken: ["split"], actions: ["hit", "stand", "double"], balance_after: 9_800 }]);
    const { container } = renderApp(<BlackjackScreen />);
    expect((await screen.findByRole("button", { name: /스플릿/ })).textContent).toContain("+100");
    await userEvent.keyboard("p");
    await waitFor(() => expect(status().textContent).toContain("1번 핸드, 합계 11"));
    expect(club.sent[0]).toMatchObject({ body: { action: "split", step: 0 } });
    expect(within(screen.getByRole("list", { name: "2번 핸드의 카드" })).getAllByRole("img")).toHaveLength(1);
    expect(useLive.getState().gold.balance).toBe(9_800);
    await expectAccessible(container);
  });

  it("tells a hand that gave back less than its stake as it is", async () => {
    club.current = hand(["Ts", "9h"], "9d");
    const over = settled(["Ts", "9h"], ["9d", "8c"], 200, "win");
    const [won] = over.hands;
    serve([{ ...over, hands: [won!, { ...won!, result: "lose", win_amount: 0 }], bet_amount: 250, net: -50 }]);
    renderApp(<BlackjackScreen />);
    await screen.findByRole("button", { name: /스탠드/ });
    await userEvent.keyboard("s");
    await waitFor(() => expect(status().textContent).toContain("200골드가 돌아왔어요건 골드를 빼면 −50골드예요."));
    expect(status().querySelector(".text-gold")).toBeNull();
  });

  it("speaks the cards to those who do not see them", async () => {
    club.current = hand(["Ts", "7h"], "Ad");
    serve([]);
    renderApp(<BlackjackScreen />);
    await waitFor(() => expect(status().textContent).toContain("내 카드: 스페이드 10, 하트 7. 딜러의 앞면: 다이아몬드 에이스."));
  });

  it("shows the strategy with the open hand's cell marked, and the rules with the exact return", async () => {
    club.current = hand(["Ts", "6h"], "6d");
    serve([]);
    const { baseElement } = renderApp(<BlackjackScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "기본 전략" }));
    const sheet = await screen.findByRole("dialog");
    const here = sheet.querySelector("[aria-current]");
    expect(here?.textContent).toBe("S");
    expect(here?.closest("tr")?.querySelector("th")?.textContent).toBe("16");
    await expectAccessible(baseElement);
    await userEvent.keyboard("{Escape}");
    await userEvent.keyboard("i");
    expect((await screen.findByRole("dialog")).textContent).toContain("99.590%");
    await expectAccessible(baseElement);
  });

  it("stakes by keyboard while no hand is open", async () => {
    serve([]);
    renderApp(<BlackjackScreen />);
    await dealButton();
    await userEvent.keyboard("4");
    expect((await dealButton()).textContent).toContain("600");
    await userEvent.keyboard("w");
    expect((await dealButton()).textContent).toContain("1,200");
    await userEvent.keyboard("uu");
    expect((await dealButton()).textContent).toContain("100");
    expect(club.sent).toHaveLength(0);
  });

  it("does not offer what the balance cannot pay", async () => {
    useLive.setState({ gold: { balance: 60, streamed: 60, awaiting: [], echoed: [] } });
    club.current = hand(["6s", "5h"], "9d");
    serve([]);
    renderApp(<BlackjackScreen />);
    expect((await screen.findByRole("button", { name: /더블/ })).hasAttribute("disabled")).toBe(true);
    expect(screen.getByRole("button", { name: /히트/ }).hasAttribute("disabled")).toBe(false);
    await userEvent.keyboard("d");
    expect(club.sent).toHaveLength(0);
  });

  it("puts chips, takes them back and remembers the stake", async () => {
    serve([hand(["Ts", "7h"], "9d")]);
    renderApp(<BlackjackScreen />);
    await dealButton();
    await userEvent.click(screen.getByRole("button", { name: "500골드 더 걸기" }));
    expect((await dealButton()).textContent).toContain("600");
    await userEvent.click(screen.getByRole("button", { name: "되돌리기" }));
    expect((await dealButton()).textContent).toContain("100");
    await userEvent.click(screen.getByRole("button", { name: "모두 치우기" }));
    expect(screen.getByRole("button", { name: "칩을 올려 주세요" }).hasAttribute("disabled")).toBe(true);
    await userEvent.click(screen.getByRole("button", { name: "지난번처럼 걸기" }));
    await userEvent.click(screen.getByRole("button", { name: "두 배로 걸기" }));
    await userEvent.click(await dealButton());
    await waitFor(() => expect(club.sent[0]).toMatchObject({ body: { bet_amount: 200 } }));
    expect(usePreferences.getState().stake).toBe(200);
  });

  it("advises on request, from the table the server solved", async () => {
    club.current = hand(["6s", "5h"], "9d");
    serve([]);
    renderApp(<BlackjackScreen />);
    await userEvent.click(await screen.findByRole("button", { name: "기본 전략은 뭐라고 할까요?" }));
    expect(status().textContent).toContain("기본 전략의 선택: 더블");
  });
});

describe("a stored hand", () => {
  const { dealer, hands } = settled(["Ts", "9h"], ["9d", "8c"], 200, "win");

  it("is drawn as it lay in the end", () => {
    const { container } = renderApp(<Replay outcome={{ dealer, hands }} />);
    expect(container.querySelectorAll(".playing-card")).toHaveLength(4);
    expect(container.querySelectorAll("[data-won] .playing-card[data-lit]")).toHaveLength(2);
  });

  it("is left out when it is none of this game", () => {
    const { container } = renderApp(<Replay outcome={{ choice: "rock" }} />);
    expect(container.innerHTML).toBe("");
  });
});
