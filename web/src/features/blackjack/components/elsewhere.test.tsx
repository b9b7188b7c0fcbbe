import { act, configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { useLive } from "@/shared/live/store";
import { renderApp } from "@/test/render";
import { club, dealButton, hand, json, serve, settled, sitDown, status } from "../blackjack.fixture";
import { BlackjackScreen } from "./blackjack-screen";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

vi.mock("next/navigation", () => ({
  useRouter: () => ({ push: vi.fn(), replace: vi.fn() }),
  usePathname: () => "/ko/blackjack",
  useSearchParams: () => new URLSearchParams(),
}));

beforeEach(sitDown);

describe("a hand that is known elsewhere, too", () => {
  it("finds an open hand again and offers insurance under an ace by the key I", async () => {
    club.current = hand(["Ts", "9h"], "As", { insurance_offered: true, actions: ["hit", "stand", "double", "insurance"] });
    serve([hand(["Ts", "9h"], "As", { step: 1, insurance: { bet_amount: 50, win_amount: 0 }, taken: ["insurance"] })]);
    renderApp(<BlackjackScreen />);
    expect((await screen.findByRole("button", { name: /인슈어런스/ })).textContent).toContain("+50");
    await userEvent.keyboard("i");
    await waitFor(() => expect(club.sent[0]).toMatchObject({ body: { action: "insurance", step: 0 } }));
    await waitFor(() => expect(status().textContent).toContain("인슈어런스는 잃었지만"));
    expect(screen.queryByRole("dialog")).toBeNull();
    await userEvent.keyboard("i");
    expect(await screen.findByRole("dialog")).toBeTruthy();
  });

  it("asks a lost answer again with the same key", async () => {
    serve([new TypeError("lost"), new TypeError("lost"), new TypeError("lost"), new TypeError("lost"), new TypeError("lost"), hand(["Ts", "7h"], "9d")]);
    renderApp(<BlackjackScreen />);
    await userEvent.click(await dealButton());
    const again = await screen.findByRole("button", { name: "다시 물어보기" }, { timeout: 20_000 });
    serve([hand(["Ts", "7h"], "9d")]);
    await userEvent.click(again);
    await waitFor(() => expect(status().textContent).toContain("합계 17"));
    expect(new Set(club.sent.map(({ key }) => key)).size).toBe(1);
  });

  it("shows where the hand stands when it moved on elsewhere", async () => {
    club.current = hand(["Ts", "2h"], "9d");
    serve([json({ detail: "x", error: { code: "hand_moved", message: "x", details: { step: 1 }, request_id: "r" } }, 409)]);
    renderApp(<BlackjackScreen />);
    await waitFor(() => expect(status().textContent).toContain("합계 12"));
    club.current = hand(["Ts", "2h", "5c"], "9d", { step: 1, taken: ["hit"], actions: ["hit", "stand"] });
    await userEvent.keyboard("h");
    await waitFor(() => expect(status().textContent).toContain("합계 17"));
    expect(screen.getByRole("alert").textContent).toContain("다른 곳에서 이미 진행됐어요");
  });

  it("shows a move of another tab when the player comes back to this one", async () => {
    club.current = hand(["Ts", "2h"], "9d");
    serve([]);
    renderApp(<BlackjackScreen />);
    await waitFor(() => expect(status().textContent).toContain("합계 12"));
    club.current = hand(["Ts", "2h", "5c"], "9d", { step: 1, taken: ["hit"], actions: ["hit", "stand"] });
    act(() => void window.dispatchEvent(new Event("focus")));
    await waitFor(() => expect(status().textContent).toContain("합계 17"));
  });

  it("shows how a hand ended elsewhere as soon as the stream tells of it", async () => {
    club.current = hand(["Ts", "9h"], "9d");
    serve([]);
    renderApp(<BlackjackScreen />);
    await waitFor(() => expect(status().textContent).toContain("합계 19"));
    club.current = null;
    club.finished = settled(["Ts", "9h"], ["9d", "8c"], 200, "win");
    act(() => useLive.setState({ heard: { stats_update: 1 } }));
    await waitFor(() => expect(status().textContent).toContain("200골드를 받았어요"));
    expect(status().textContent).toContain("딜러의 카드: 다이아몬드 9, 클로버 8. 합계 17.");
    expect((await dealButton()).hasAttribute("disabled")).toBe(false);
  });

  it("shows a hand dealt on another device when the connection is back", async () => {
    useLive.setState({ connection: "polling" });
    serve([]);
    renderApp(<BlackjackScreen />);
    await dealButton();
    club.current = hand(["Ts", "6h"], "9d");
    act(() => useLive.setState({ connection: "live" }));
    await waitFor(() => expect(status().textContent).toContain("합계 16"));
  });

  it("asks again by itself for a lost answer when the connection is back", async () => {
    useLive.setState({ connection: "polling" });
    serve(Array.from({ length: 8 }, () => new TypeError("lost")));
    renderApp(<BlackjackScreen />);
    await userEvent.click(await dealButton());
    await screen.findByRole("button", { name: "다시 물어보기" }, { timeout: 20_000 });
    serve([hand(["Ts", "7h"], "9d")]);
    act(() => useLive.setState({ connection: "live" }));
    await waitFor(() => expect(status().textContent).toContain("합계 17"));
    expect(new Set(club.sent.map(({ key }) => key)).size).toBe(1);
  });
});
