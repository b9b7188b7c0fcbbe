/** The shipped machines as the API would publish them, for tests: the server's own files, read from disk. */
import { readFileSync } from "node:fs";
import { type MachineId, machineIds } from "./art";
import type { Machine } from "./machine";

const folder = "../casino_club/domains/slot/machines";

function read(file: string): unknown {
  return JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
}

export type PublishedSheet = Record<string, unknown> & { config_hash: string; rtp: number; hit_rate: number; sigma: number; max_win: number };

export function publishedSheet(id: MachineId): PublishedSheet {
  return read(`${id}.odds.json`) as PublishedSheet;
}

type Law = Omit<Machine, "reels" | "lines_count" | "rtp" | "hit_rate" | "sigma" | "max_win" | "config_version" | "config_hash" | "odds" | "effective_at">;

export function machineFixture(id: MachineId): Machine {
  const law = read(`${id}.json`) as Law;
  const { rtp, hit_rate, sigma, max_win, config_hash, ...odds } = publishedSheet(id);
  return {
    ...law,
    reels: law.strips.length,
    lines_count: law.lines.length,
    rtp,
    hit_rate,
    sigma,
    max_win,
    config_version: 1,
    config_hash,
    odds,
    effective_at: "2026-01-01T00:00:00Z",
  };
}

export const machineFixtures: Machine[] = machineIds.map(machineFixture);
