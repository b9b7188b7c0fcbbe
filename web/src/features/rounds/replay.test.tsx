import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { expectAccessible } from "@/test/axe";
import { renderApp } from "@/test/render";
import { RoundSheet } from "./components/round-sheet";

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
