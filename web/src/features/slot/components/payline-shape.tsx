/** A payline as a small grid of dots with the line's cells filled. */
export function PaylineShape({ line, rows }: { line: readonly number[]; rows: number }) {
  const width = line.length * 10;
  return (
    <svg aria-hidden viewBox={`0 0 ${width} ${rows * 10}`} className="w-full max-w-14 text-violet">
      {line.map((row, reel) =>
        Array.from({ length: rows }, (_, cell) => (
          <rect key={`${reel}-${cell}`} x={reel * 10 + 1} y={cell * 10 + 1} width="8" height="8" rx="2" fill="currentColor" opacity={cell === row ? 1 : 0.16} />
        )),
      )}
    </svg>
  );
}
