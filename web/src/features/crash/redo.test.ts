/** The browser's law against the rounds the server is held to. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Draw } from "@/features/fairness/lib/draw";
import { randomBits } from "./play/verify";
import { redo } from "./redo";

type Golden = { hash: string; salt: string; number: number; bits: number; crash_x100: number };
const { rounds } = JSON.parse(readFileSync("../tests/golden/crash.json", "utf8")) as { rounds: Golden[] };
const table = JSON.parse(readFileSync("../casino_club/domains/crash/main.json", "utf8")) as Record<string, unknown>;
const drawOf = ({ hash, salt, number }: Golden) => Draw.open({ server_seed: hash, client_seed: salt, nonce: number });

describe("a bet on the lift again", () => {
  it.each(rounds.map((round) => [`${round.salt.slice(0, 8)} #${round.number}`, round] as const))("%s", async (_, round) => {
    expect(Number(await randomBits(await drawOf(round)))).toBe(round.bits);
    const crash_multiplier = round.crash_x100 / 100;
    const lost = { win_amount: 0, result: "lost", cashed_out_at: null, crash_multiplier };
    expect(await redo({ bet_amount: 700, cashed_out_at: null }, await drawOf(round), table)).toEqual(lost);
    // Leaving is in time up to the crash point itself, and not a hundredth later.
    const last = { win_amount: 7 * round.crash_x100, result: "cashed_out", cashed_out_at: crash_multiplier, crash_multiplier };
    expect(await redo({ bet_amount: 700, cashed_out_at: crash_multiplier }, await drawOf(round), table)).toEqual(last);
    expect(await redo({ bet_amount: 700, cashed_out_at: (round.crash_x100 + 1) / 100 }, await drawOf(round), table)).toEqual(lost);
  });

  it("reads the return and the cap of the table that played", async () => {
    const round = rounds.toSorted((a, b) => b.crash_x100 - a.crash_x100)[0] as Golden;
    const point = async (change: Record<string, unknown>) => (await redo({ bet_amount: 100, cashed_out_at: null }, await drawOf(round), { ...table, ...change })).crash_multiplier;
    expect(await point({ multiplier_max_x100: 150 })).toBe(1.5);
    expect(await point({ return_percent: 90 })).toBeLessThan(round.crash_x100 / 100);
  });
});
