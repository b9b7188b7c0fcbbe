import { screen } from "@testing-library/react";
import { vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import type { Hand, Table } from "./api/hands";
import { totalOf } from "./play/cards";
import { usePreferences } from "./play/preferences";

const plays = (text: string) => text.split(" ") as Table["strategy"]["hard"][number]["plays"];
export const table: Table = {
  decks: 6,
  hands_max: 4,
  stakes: { min: 10, max: 5000, step: 10, presets: [10, 50, 100, 500, 1000, 5000] },
  rtp: 0.9959,
  house_edge: 0.0041,
  sigma: 1.15,
  config_version: 1,
  config_hash: "h",
  strategy: {
    upcards: [2, 3, 4, 5, 6, 7, 8, 9, 10, 1],
    hard: [
      { of: 11, plays: plays("D D D D D D D D D H") },
      { of: 16, plays: plays("S S S S S H H H H H") },
    ],
    soft: [{ of: 18, plays: plays("S Ds Ds Ds Ds S S H H H") }],
    pairs: [{ of: 8, plays: plays("P P P P P P P P P P") }],
  },
};

export function hand(cards: string[], up: string, change: Partial<Hand> = {}): Hand {
  const { total, soft } = totalOf(cards);
  return {
    hand_id: "0190a000-0000-7000-8000-000000000001",
    status: "open",
    step: 0,
    dealer: { cards: [up, null], ...totalOf([up]), blackjack: false },
    hands: [{ cards, total, soft, bet_amount: 100, status: "playing", result: null, win_amount: null }],
    active_hand: 0,
    insurance_offered: false,
    insurance: null,
    taken: [],
    actions: ["hit", "stand", "double"],
    round_id: null,
    bet_amount: 100,
    win_amount: null,
    net: null,
    balance_after: 9_900,
    win_streak: null,
    config_version: 1,
    fairness: { server_seed_hash: "s", client_seed: "c", nonce: 1 },
    ...change,
  };
}

export function settled(cards: string[], dealer: string[], win_amount: number, result: "win" | "lose" | "push"): Hand {
  const open = hand(cards, dealer[0] ?? "");
  return {
    ...open,
    status: "settled",
    step: 1,
    dealer: { cards: dealer, ...totalOf(dealer), blackjack: false },
    hands: [{ ...open.hands[0]!, status: "stood", result, win_amount }],
    active_hand: null,
    taken: ["stand"],
    actions: [],
    round_id: "0190a000-0000-7000-8000-000000000002",
    win_amount,
    net: win_amount - 100,
    balance_after: 9_900 + win_amount,
    win_streak: 0,
  };
}

function line({ round_id, bet_amount, win_amount, net, balance_after }: Hand) {
  const created_at = "2026-11-21T12:00:00Z";
  return { round_id, game_type: "blackjack", game_variant: "main", currency: "gold", bet_amount, win_amount, net, balance_after, config_version: 1, created_at };
}

export const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

type Sent = { path: string; key: string | null; body: unknown };
type Club = {
  /** The hand that is open, by the club's own word. */
  current: Hand | null;
  /** The hand as history tells it, once it was finished elsewhere. */
  finished: Hand | null;
  /** Every move that reached the club. */
  sent: Sent[];
};
export const club: Club = { current: null, finished: null, sent: [] };

/** Moves are answered with these, in order; all else as `club` says. */
export function serve(answers: (Hand | Response | Error)[]) {
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname;
    const { current, finished } = club;
    if (path.endsWith("/blackjack/table")) return json(table);
    if (path.endsWith("/blackjack/current")) return json(current);
    if (path.endsWith("/games/rounds") && finished) return json({ items: [line(finished)], next_cursor: null });
    if (path.includes("/games/rounds/") && finished) {
      const { fairness } = finished;
      return json({ ...line(finished), outcome: finished, fairness: { ...fairness, server_seed: null } });
    }
    if (!path.includes("/blackjack/")) return json({ items: [], next_cursor: null });
    club.sent.push({ path, key: request.headers.get("idempotency-key"), body: await request.json() });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer instanceof Response ? answer : json(answer);
  });
}

/** An evening's beginning: 10,000 gold, no hand, 100 staked last time, no motion. */
export function sitDown() {
  globalThis.reduceMotion = true;
  Object.assign(club, { current: null, finished: null, sent: [] });
  usePreferences.setState({ stake: 100 });
  resetLive();
  useLive.setState({ gold: { balance: 10_000, streamed: 10_000, awaiting: [], echoed: [] } });
}

/** The line that says where the hand stands. */
export const status = () => screen.getByText((_, element) => element?.getAttribute("data-slot") === "hand-status");
export const dealButton = () => screen.findByRole("button", { name: /^딜 ·/ });
