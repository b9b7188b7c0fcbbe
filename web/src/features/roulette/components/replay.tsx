import "../roulette.css";
import * as z from "zod/mini";
import { BET_TYPES, POCKETS, WHEEL, colourOf } from "../rules/layout";

const outcomeSchema = z.object({
  pocket: z.number(),
  bets: z.array(z.object({ type: z.enum(BET_TYPES), numbers: z.array(z.number()), amount: z.number(), win_amount: z.number() })),
});

/** The drawn number between its neighbours on the wheel, and each chip with what it brought. Decorative: figures stand beside it. */
export function Replay({ outcome }: { outcome: Record<string, unknown> }) {
  const parsed = outcomeSchema.safeParse(outcome);
  if (!parsed.success) return null;
  const { pocket, bets } = parsed.data;
  const at = (WHEEL as readonly number[]).indexOf(pocket);
  const arc = [-3, -2, -1, 0, 1, 2, 3].map((step) => WHEEL[(at + step + POCKETS) % POCKETS] ?? 0);
  return (
    <div aria-hidden className="always-night hairline grid justify-items-center gap-4 rounded-lg bg-stage px-3 py-5 text-text">
      <div className="flex items-center gap-1.5">
        {arc.map((number) => (
          <span key={number} className={`roulette-past roulette-${colourOf(number)} ${number === pocket ? "scale-125 outline-2 outline-offset-2 outline-gold" : "opacity-60"}`}>
            {number}
          </span>
        ))}
      </div>
      <ul className="tabular flex flex-wrap justify-center gap-2 text-xs">
        {bets.map(({ type, numbers, amount, win_amount }) => (
          <li key={`${type}${numbers.join()}`} className={`hairline rounded-full px-2.5 py-1 ${win_amount > 0 ? "text-gold" : "text-muted"}`}>
            {`${numbers.length > 6 ? (type === "column" || type === "dozen" ? `${numbers[0]}…${numbers.at(-1)}` : mark[type]) : numbers.join("·")}: ${amount} → ${win_amount}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Signs that need no translation. */
const mark: Partial<Record<(typeof BET_TYPES)[number], string>> = { red: "◆", black: "◇", odd: "1·3·5…", even: "2·4·6…", low: "1–18", high: "19–36" };
