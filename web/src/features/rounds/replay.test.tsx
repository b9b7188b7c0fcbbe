import { configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import type { GameCode } from "@/features/games/catalogue";
import { type Outcome, gameParts } from "@/features/games/registry";
import { ReplayOf } from "./components/replay-of";
import { RoundSheet } from "./components/round-sheet";

// A loaded machine is slow, not wrong.
configure({ asyncUtilTimeout: 8_000 });
vi.setConfig({ testTimeout: 30_000 });

const window = [["tiger"], ["moon"], ["pine"]];
const win = { line: 0, symbol: "tiger", count: 3, ways: 1, amount: 250, positions: [[0, 0]] };
const feature = {
  kind: "free_spins",
  awarded: 2,
  multiplier: 2,
  total_win: 500,
  spins: [
    { window, wins: [], win_amount: 0, retriggered: 0 },
    { window, wins: [win], win_amount: 500, retriggered: 0 },
  ],
};
const round = {
  round_id: "r1",
  game_type: "slot",
  game_variant: "horangi",
  bet_amount: 100,
  win_amount: 750,
  net: 650,
  balance_after: 1650,
  created_at: "2026-11-21T00:00:00Z",
  config_version: 1,
  outcome: { window, wins: [win], feature },
  fairness: { server_seed_hash: "ab", client_seed: "moon", nonce: 3, server_seed: null },
};

describe("replay of a round", () => {
  it("steps through the screens and leads to the proof", async () => {
    vi.stubGlobal("fetch", () =>
      Promise.resolve(new Response(JSON.stringify(round), { status: 200, headers: { "Content-Type": "application/json" } })),
    );
    renderApp(<RoundSheet roundId="r1" onClose={() => undefined} />);
    const proof = await screen.findByRole("link", { name: "이 라운드 검증하기" });
    expect(proof.getAttribute("href")).toBe("/ko/fairness?round=r1");
    await expectAccessible(screen.getByRole("dialog"));
    await userEvent.click(await screen.findByRole("button", { name: "다음" }));
    expect(screen.getByText(/무료 스핀 1번째/)).toBeTruthy();
    expect(screen.getByText("+650")).toBeTruthy();
  });
});

const capsule = { item_id: "tiger", name: { en: "Tiger lantern", ko: "호랑이등" }, tier: "SSR", is_new: false, is_rate_up: false, converted_to: { currency: "gold", amount: 3000 } };
const dealt = { cards: ["Kh", "2c"], total: 12, soft: false, blackjack: false };
const own = { cards: ["As", "Qd"], total: 21, soft: true, bet_amount: 100, status: "blackjack", result: "blackjack", win_amount: 250 };
const stored: [GameCode, Outcome][] = [
  ["slot", round.outcome],
  ["crash", { result: "cashed_out", cashed_out_at: 1.5 }],
  ["crash", { result: "cashed_out", cashed_out_at: 1.5, crash_multiplier: 1.5 }],
  ["crash", { result: "lost", cashed_out_at: null, crash_multiplier: 1 }],
  ["blackjack", { dealer: dealt, hands: [own], active_hand: null, insurance: null, insurance_offered: false, taken: [], actions: [] }],
  ["gacha", { items: [capsule, { ...capsule, item_id: "unheard-of", tier: "N", is_new: true, converted_to: null }], pity: {} }],
  ["videopoker", { dealt: ["Td", "Qh", "9d", "8h", "2d"], hold: [1], cards: ["7c", "Qh", "7d", "9s", "As"], hand: "nothing", pay: 0 }],
  ["roulette", { pocket: 17, colour: "black", bets: [{ type: "straight", numbers: [17], amount: 100, win_amount: 3600 }] }],
  ["rps", { choice: "rock", house_choice: "paper", result: "lose" }],
];

describe("the picture of an outcome", () => {
  it.each(stored)("%s %j", async (game, outcome) => {
    const { container } = renderApp(<ReplayOf game={game} variant="horangi" outcome={outcome} />);
    await waitFor(() => expect(container.querySelector("svg, img, ul")).not.toBeNull());
    expect(container.innerHTML).not.toMatch(/NaN|undefined/);
    await expectAccessible(container);
  });

  it.each(Object.keys(gameParts) as GameCode[])("%s draws nothing of what it cannot read", async (game) => {
    const { Replay } = await gameParts[game].replay();
    const { container } = renderApp(<Replay variant="" outcome={{ nonsense: true }} />);
    expect(container.innerHTML).toBe("");
  });
});
