/**
 * The betting layout as geometry, in units of one number's cell: numbers fill x 0–12 and y 0–3 (3 on top of 2 on top of 1),
 * zero lies left of them, the columns' bets right, dozens and even-money bets below. The legal groups are the server's.
 */

export const BET_TYPES = [
  "straight",
  "split",
  "street",
  "trio",
  "corner",
  "first_four",
  "six_line",
  "column",
  "dozen",
  "red",
  "black",
  "odd",
  "even",
  "low",
  "high",
] as const;
export type BetType = (typeof BET_TYPES)[number];
export type Colour = "red" | "black" | "green";

export const POCKETS = 37;
/** The single-zero wheel, clockwise. */
export const WHEEL = [
  0, 32, 15, 19, 4, 21, 2, 25, 17, 34, 6, 27, 13, 36, 11, 30, 8, 23, 10, 5, 24, 16, 33, 1, 20, 14, 31, 9, 22, 18, 29, 7, 28, 12, 35, 3, 26,
] as const;
const red: ReadonlySet<number> = new Set([1, 3, 5, 7, 9, 12, 14, 16, 18, 19, 21, 23, 25, 27, 30, 32, 34, 36]);

export function colourOf(pocket: number): Colour {
  return pocket === 0 ? "green" : red.has(pocket) ? "red" : "black";
}

/** One place for chips. `x`, `y` are its centre; `line` spots lie on the lines between cells. */
export type Spot = {
  id: string;
  type: BetType;
  numbers: readonly number[];
  x: number;
  y: number;
  width: number;
  height: number;
  line: boolean;
};

const all = Array.from({ length: POCKETS - 1 }, (_, i) => i + 1);
const run = (from: number, count: number, step = 1) => Array.from({ length: count }, (_, i) => from + i * step);
const column = (n: number) => Math.floor((n - 1) / 3);
/** Centre of a number's cell. */
const cell = (n: number) => ({ x: column(n) + 0.5, y: 2.5 - ((n - 1) % 3) });
const LINE = 0.4;

export function spotId(type: BetType, numbers: readonly number[]): string {
  return `${type}:${numbers.join("-")}`;
}

function area(type: BetType, numbers: readonly number[], x: number, y: number, width: number, height: number): Spot {
  return { id: spotId(type, numbers), type, numbers, x, y, width, height, line: false };
}

/** `across` lies on a line that runs along x: wide and low. */
function line(type: BetType, numbers: readonly number[], x: number, y: number, shape: "across" | "along" | "crossing"): Spot {
  const width = shape === "across" ? 1 - LINE : LINE;
  const height = shape === "along" ? 1 - LINE : LINE;
  return { ...area(type, numbers, x, y, width, height), line: true };
}

function innerLines(): Spot[] {
  const splits = all.flatMap((n) => {
    const { x, y } = cell(n);
    return [
      ...(n % 3 ? [line("split", [n, n + 1], x, y - 0.5, "across")] : []),
      ...(n <= 33 ? [line("split", [n, n + 3], x + 0.5, y, "along")] : []),
    ];
  });
  const corners = all.filter((n) => n % 3 && n <= 32).map((n) => line("corner", [n, n + 1, n + 3, n + 4], column(n) + 1, cell(n).y - 0.5, "crossing"));
  const firsts = run(1, 12, 3);
  const streets = firsts.map((n) => line("street", run(n, 3), cell(n).x, 3, "across"));
  const sixLines = firsts.slice(0, -1).map((n) => line("six_line", run(n, 6), column(n) + 1, 3, "crossing"));
  const zero = [
    ...[1, 2, 3].map((n) => line("split", [0, n], 0, cell(n).y, "along")),
    line("trio", [0, 1, 2], 0, 2, "crossing"),
    line("trio", [0, 2, 3], 0, 1, "crossing"),
    line("first_four", [0, 1, 2, 3], 0, 3, "crossing"),
  ];
  return [...splits, ...corners, ...streets, ...sixLines, ...zero];
}

function outside(): Spot[] {
  const evens: [BetType, number[]][] = [
    ["low", run(1, 18)],
    ["even", run(2, 18, 2)],
    ["red", all.filter((n) => red.has(n))],
    ["black", all.filter((n) => !red.has(n))],
    ["odd", run(1, 18, 2)],
    ["high", run(19, 18)],
  ];
  return [
    ...[1, 2, 3].map((n) => area("column", run(n, 12, 3), 12.5, cell(n).y, 1, 1)),
    ...[1, 13, 25].map((n, i) => area("dozen", run(n, 12), 2 + 4 * i, 3.5, 4, 1)),
    ...evens.map(([type, numbers], i) => area(type, numbers, 1 + 2 * i, 4.5, 2, 1)),
  ];
}

/** All 157 spots; those on lines come after the cells they touch, so that they lie above them. */
export const SPOTS: readonly Spot[] = [
  area("straight", [0], -0.5, 1.5, 1, 3),
  ...all.map((n) => area("straight", [n], cell(n).x, cell(n).y, 1, 1)),
  ...outside(),
  ...innerLines(),
];

export const spotById: ReadonlyMap<string, Spot> = new Map(SPOTS.map((spot) => [spot.id, spot]));

/** The nearest spot from one in a direction of the screen; the spot itself at the edge. */
export function neighbour(from: Spot, dx: number, dy: number): Spot {
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const spot of SPOTS) {
    const along = (spot.x - from.x) * dx + (spot.y - from.y) * dy;
    const aside = Math.abs((spot.x - from.x) * dy) + Math.abs((spot.y - from.y) * dx);
    const cost = along + 3 * aside;
    if (along > 0.05 && aside <= along * 1.5 + 0.3 && cost < least) [best, least] = [spot, cost];
  }
  return best;
}
