const tones = [
  [5000, "gold"],
  [1000, "violet"],
  [500, "pink"],
  [100, "cyan"],
  [50, "gain"],
] as const;

/** Gold in the room a chip has: 1.2k for 1,234. */
export function shortAmount(amount: number): string {
  if (amount < 1000) return `${amount}`;
  const thousands = amount / 1000;
  return `${Number(thousands.toFixed(thousands < 10 ? 1 : 0))}k`;
}

type Props = { amount: number; inHand?: boolean; result?: boolean | null };

/** A chip from above: its value in the middle, its colour and its notches on the edge. Decorative. */
export function ChipMark({ amount, inHand = false, result = null }: Props) {
  const tone = tones.find(([least]) => amount >= least)?.[1] ?? "plain";
  return (
    <span aria-hidden className="roulette-chip always-night" data-tone={tone} data-in-hand={inHand || undefined} data-result={result === null ? undefined : result ? "won" : "lost"}>
      {shortAmount(amount)}
    </span>
  );
}
