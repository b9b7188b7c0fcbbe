import "./poker.css";
import * as z from "zod/mini";
import { PlayingCard } from "@/shared/ui/playing-card";
import type { CardCode } from "@/shared/ui/playing-card-code";

const cardsSchema = z.array(z.string());
const outcomeSchema = z.object({ dealt: cardsSchema, hold: z.array(z.number()), cards: cardsSchema, pay: z.number() });

/** A stored hand: the cards dealt, those thrown away in shade, and what they became. Decorative: figures stand beside it. */
export function Replay({ outcome }: { outcome: Record<string, unknown> }) {
  const parsed = outcomeSchema.safeParse(outcome);
  if (!parsed.success) return null;
  const { dealt, hold, cards, pay } = parsed.data;
  return (
    <div aria-hidden className="poker-replay always-night">
      <div className="poker-replay-row" data-dealt>
        {dealt.map((card, place) => (
          <PlayingCard key={place} card={card as CardCode} size="fluid" decorative dimmed={!hold.includes(place)} />
        ))}
      </div>
      <div className="poker-replay-row">
        {cards.map((card, place) => (
          <PlayingCard key={place} card={card as CardCode} size="fluid" decorative lit={pay > 0} />
        ))}
      </div>
    </div>
  );
}
