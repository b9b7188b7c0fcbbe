/**
 * A machine as the API publishes it: the same data the server plays from.
 * Strips are circular, read downwards; pays are in tenths of the total stake; lines give one row per reel, from the top.
 */
import type { components } from "@/shared/api/schema";
import type { Locale } from "@/shared/i18n/locales";

type Schemas = components["schemas"];

/** One machine of the lobby. */
export type MachineSummary = Schemas["MachineSummaryOut"];
/** `symbols[].pays[n - 1]` is the pay for n of a kind; `free_spins.awards[n - 1]` the spins for n scatters. */
export type Machine = Schemas["MachineOut"];
export type MachineSymbol = Machine["symbols"][number];
/** One paid combination; `positions` are [reel, row] from the top left. */
export type Win = Schemas["WinOut"];
/** Free spins, played whole inside their round. */
export type Feature = Schemas["FeatureOut"];

/** One row of the paytable: `pay_tenths` of the total stake for `count` on a line, way or anywhere (scatter). */
export type Pay = { count: number; pay_tenths: number };

/** A symbol's pays, most symbols first. */
export function paysOf(symbol: MachineSymbol): Pay[] {
  return symbol.pays
    .map((pay_tenths, i) => ({ count: i + 1, pay_tenths }))
    .filter((pay) => pay.pay_tenths > 0)
    .reverse();
}

/** The machine's one wild or scatter, or null when it has none. */
export function symbolOfKind(machine: Machine, kind: "wild" | "scatter"): string | null {
  return machine.symbols.find((symbol) => symbol.kind === kind)?.id ?? null;
}

export function symbolName(machine: Machine, id: string, locale: Locale): string {
  return machine.symbols.find((symbol) => symbol.id === id)?.name[locale] ?? id;
}

/** Lines of a line machine, or the number of ways of a ways machine. */
export function chancesOf(machine: Machine): number {
  return machine.pays_on === "lines" ? machine.lines.length : machine.rows ** machine.strips.length;
}

/** Rows of one reel that the wins stand on: bit n for row n. */
export function litRows(reel: number, wins: readonly Win[]): number {
  const rows = wins.flatMap(({ positions }) => positions.flatMap(([at, row]) => (at === reel && row !== undefined ? [row] : [])));
  return rows.reduce((bits, row) => bits | (1 << row), 0);
}

/** The window that stands in the reels before the first spin: the top of every strip. */
export function openingWindow(machine: Machine): string[][] {
  return machine.strips.map((strip) => strip.slice(0, machine.rows));
}

/** Where a window stands on a reel's strip, or 0 when it does not: only to choose the symbols that pass by. */
export function stopOf(strip: readonly string[], column: readonly string[]): number {
  const found = strip.findIndex((_, stop) => column.every((symbol, row) => strip[(stop + row) % strip.length] === symbol));
  return Math.max(0, found);
}

const tableKeys = ["id", "name", "tagline", "rows", "pays_on", "lines", "symbols", "strips", "free_spins", "stakes"] as const;

/** The machine's table as it was published: the data that plays, and all that its hash covers. */
export function tableOf(machine: Machine): Record<string, unknown> {
  return Object.fromEntries(tableKeys.map((key) => [key, machine[key]]));
}
