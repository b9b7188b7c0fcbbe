import type { Machine, Win } from "../machines/machine";

/** Centre of a cell in a box of 100 × 100. */
function centre(machine: Machine, reel: number, row: number): string {
  return `${(((reel + 0.5) * 100) / machine.strips.length).toFixed(2)} ${(((row + 0.5) * 100) / machine.rows).toFixed(2)}`;
}

/** The whole payline from edge to edge, so that its shape can be read, with the paying cells lit by the reels. */
export function linePath(machine: Machine, line: number): string {
  const rows = machine.lines[line];
  if (!rows) return "";
  const points = rows.map((row, reel) => centre(machine, reel, row));
  const edge = (row: number | undefined) => ((((row ?? 0) + 0.5) * 100) / machine.rows).toFixed(2);
  return `M0 ${edge(rows[0])}L${points.join("L")}L100 ${edge(rows.at(-1))}`;
}

/** Draws the winning lines over the reels. Ways and scatters have no line: their cells are lit. */
export function WinLines({ machine, shown }: { machine: Machine; shown: readonly Win[] }) {
  const lines = shown.filter((win) => win.line !== null);
  if (lines.length === 0) return null;
  return (
    <svg className="win-lines" viewBox="0 0 100 100" preserveAspectRatio="none" data-slot="win-lines">
      {lines.map((win) => (
        <g key={win.line} data-hue={(win.line ?? 0) % 5} className="win-line">
          <path className="win-line-glow" d={linePath(machine, win.line ?? 0)} vectorEffect="non-scaling-stroke" />
          <path className="win-line-core" d={linePath(machine, win.line ?? 0)} vectorEffect="non-scaling-stroke" />
        </g>
      ))}
    </svg>
  );
}
