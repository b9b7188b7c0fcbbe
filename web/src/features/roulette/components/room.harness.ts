import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { vi } from "vitest";
import { resetLive, useLive } from "@/shared/live/store";
import { applyBroadcast } from "@/shared/live/topics";
import type { Wheel } from "../api/table";
import { usePreferences } from "../play/preferences";
import { placedOn, wheelTable } from "../play/wheel.fixture";
import type { Chip } from "../rules/settle";

export const GOLD = 10_000;
export const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
export const refusal = (code: string, status: number) => json({ detail: "", error: { code, message: "", details: null, request_id: "r" } }, status);
export const soon = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A server with one wheel, and what was asked of it. */
export const room = {
  server: wheelTable(),
  sent: [] as { key: string | null; bets: Chip[] }[],
  answer: placing,
};

export function placing(bets: Chip[]): Response {
  return json(placedOn(room.server, bets.map((bet) => ({ ...bet, numbers: [...bet.numbers] })), GOLD), 201);
}

export function openRoom(): void {
  globalThis.reduceMotion = true;
  resetLive();
  useLive.setState({ connection: "live", gold: { balance: GOLD, streamed: GOLD, awaiting: [], echoed: [] } });
  usePreferences.setState({ chip: 100, last: null });
  room.server = wheelTable({ server_time: soon(0), opens_at: soon(0), locks_at: soon(60_000), ends_at: soon(66_000) });
  room.sent = [];
  room.answer = placing;
  vi.stubGlobal("fetch", async (request: Request) => {
    const url = new URL(request.url).pathname;
    if (request.method === "POST" && url.endsWith("/roulette/bet")) {
      const { bets } = (await request.clone().json()) as { bets: Chip[] };
      room.sent.push({ key: request.headers.get("idempotency-key"), bets });
      return room.answer(bets);
    }
    if (url.endsWith("/roulette/current")) return json(room.server);
    if (url.endsWith("/games/rounds")) return json({ items: [], next_cursor: null });
    return json({}, 404);
  });
}

export function say(type: string, data: Record<string, unknown>): void {
  act(() => applyBroadcast({ type, user_id: null, data, timestamp: "", seq: 1 }));
}

/** The next thing the table says of its round. */
export function phase(change: Partial<Wheel>): void {
  room.server = { ...room.server, ...change, server_time: soon(0) };
  say("roulette_round", room.server);
}

export const spinning = { phase: "running", locks_at: soon(-1_000) } as const;
export const fallen = { phase: "settling", pocket: 17, colour: "black", next_opens_at: soon(60_000) } as const;

/** A button by what it is called. Names are read from labels: a cloth of 157 buttons is slow to ask by role. */
export async function button(name: string | RegExp): Promise<HTMLButtonElement> {
  const isIt = (each: HTMLButtonElement) => {
    const text = each.getAttribute("aria-label") ?? each.textContent;
    return typeof name === "string" ? text === name : name.test(text);
  };
  return waitFor(() => {
    const found = [...document.querySelectorAll("button")].find(isIt);
    if (!found) throw new Error(`no button ${name}: ${[...screen.queryAllByRole("status")].map((status) => status.textContent).join(" | ")}`);
    return found;
  });
}

export async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(await button(name));
}
