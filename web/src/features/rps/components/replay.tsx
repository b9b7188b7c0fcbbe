import "../rps.css";
import * as z from "zod/mini";
import { CHOICES } from "../rules";
import { Hand } from "./hand";

const outcomeSchema = z.object({ choice: z.enum(CHOICES), house_choice: z.enum(CHOICES), result: z.enum(["win", "draw", "lose"]) });

/** Both hands of a stored round, the winner's in colour, gold when it is the player's. Decorative: the result is told in figures beside it. */
export function Replay({ outcome }: { outcome: Record<string, unknown> }) {
  const parsed = outcomeSchema.safeParse(outcome);
  if (!parsed.success) return null;
  const { choice, house_choice, result } = parsed.data;
  return (
    <div aria-hidden className="always-night hairline flex items-center justify-center gap-8 rounded-lg bg-stage px-4 py-5 text-text">
      <div data-winner={result === "win" || undefined}>
        <Hand shape={choice} className="w-24" />
      </div>
      <div data-mirrored data-winner={result === "lose" || undefined}>
        <Hand shape={house_choice} className="w-24 -scale-x-100" />
      </div>
    </div>
  );
}
