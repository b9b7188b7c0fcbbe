/**
 * What a window of symbols pays: the same law as the server's, written a second time from its description so that a
 * browser can check it. Amounts are gold; pays are tenths of the total stake, so nothing is ever rounded.
 */
import type { Machine, MachineSymbol, Win } from "../machines/machine";
import { symbolOfKind } from "../machines/machine";

type Position = [reel: number, row: number];

/** The law of a machine with its wild and scatter looked up. */
export type Law = Pick<Machine, "rows" | "pays_on" | "lines" | "symbols" | "strips" | "free_spins"> & {
  wild: string | null;
  scatter: string | null;
};

export function lawOf(machine: Machine): Law {
  return { ...machine, wild: symbolOfKind(machine, "wild"), scatter: symbolOfKind(machine, "scatter") };
}

function payTenths(law: Law, symbol: string, count: number): number {
  return law.symbols.find(({ id }) => id === symbol)?.pays[count - 1] ?? 0;
}

/** Reels × rows of symbols, top to bottom, that `stops` show on circular strips. */
export function windowAt(strips: readonly (readonly string[])[], stops: readonly number[], rows: number): string[][] {
  return strips.map((strip, reel) =>
    Array.from({ length: rows }, (_, row) => strip[((stops[reel] ?? 0) + row) % strip.length] ?? ""),
  );
}

function runLength(cells: readonly string[], fits: (symbol: string) => boolean): number {
  const end = cells.findIndex((symbol) => !fits(symbol));
  return end === -1 ? cells.length : end;
}

/** The best of two readings of a line: its run of wilds, and its first other symbol with wilds standing for it. */
function lineWin(law: Law, window: readonly (readonly string[])[], line: number, unit: number): Win | null {
  const rows = law.lines[line] ?? [];
  const cells = rows.map((row, reel) => window[reel]?.[row] ?? "");
  const first = cells.find((symbol) => symbol !== law.wild);
  const readings: { symbol: string; count: number }[] = [];
  if (law.wild) readings.push({ symbol: law.wild, count: runLength(cells, (symbol) => symbol === law.wild) });
  if (first !== undefined && first !== law.scatter) {
    readings.push({ symbol: first, count: runLength(cells, (symbol) => symbol === first || symbol === law.wild) });
  }
  const paid = readings
    .map((reading) => ({ ...reading, tenths: payTenths(law, reading.symbol, reading.count) }))
    .filter(({ tenths }) => tenths > 0)
    // The longer one stands on a tie, so a line is told as the most it shows.
    .sort((a, b) => b.tenths - a.tenths || b.count - a.count)[0];
  if (!paid) return null;
  const positions = rows.slice(0, paid.count).map((row, reel): Position => [reel, row]);
  return { line, symbol: paid.symbol, count: paid.count, ways: 1, amount: unit * paid.tenths, positions };
}

function waysWin(law: Law, window: readonly (readonly string[])[], symbol: MachineSymbol, unit: number): Win | null {
  const rowsOf = window.map((column) =>
    column.flatMap((cell, row) => (cell === symbol.id || cell === law.wild ? [row] : [])),
  );
  const end = rowsOf.findIndex((rows) => rows.length === 0);
  const reels = end === -1 ? rowsOf : rowsOf.slice(0, end);
  const tenths = payTenths(law, symbol.id, reels.length);
  if (tenths === 0) return null;
  const ways = reels.reduce((product, rows) => product * rows.length, 1);
  const positions = reels.flatMap((rows, reel) => rows.map((row): Position => [reel, row]));
  return { line: null, symbol: symbol.id, count: reels.length, ways, amount: unit * tenths * ways, positions };
}

function scatterCells(law: Law, window: readonly (readonly string[])[]): Position[] {
  return window.flatMap((column, reel) =>
    column.flatMap((cell, row): Position[] => (law.scatter !== null && cell === law.scatter ? [[reel, row]] : [])),
  );
}

/** Scatters in the window, wherever they stand. */
export function scattersIn(law: Law, window: readonly (readonly string[])[]): number {
  return scatterCells(law, window).length;
}

/** Every paid combination of a window; `multiplier` is that of free spins. */
export function winsOf(law: Law, window: readonly (readonly string[])[], stake: number, multiplier = 1): Win[] {
  const unit = (stake / 10) * multiplier;
  const wins =
    law.pays_on === "lines"
      ? law.lines.map((_, line) => lineWin(law, window, line, unit))
      : law.symbols.filter(({ kind }) => kind === "regular").map((symbol) => waysWin(law, window, symbol, unit));
  const positions = scatterCells(law, window);
  const tenths = law.scatter === null ? 0 : payTenths(law, law.scatter, positions.length);
  if (law.scatter !== null && tenths > 0) {
    wins.push({ line: null, symbol: law.scatter, count: positions.length, ways: 1, amount: unit * tenths, positions });
  }
  return wins.filter((win) => win !== null);
}

export function totalOf(wins: readonly Win[]): number {
  return wins.reduce((sum, win) => sum + win.amount, 0);
}
