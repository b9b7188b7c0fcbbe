import "@/shared/ui/playing-card.css";
import "./replay.css";
import * as z from "zod/mini";
import { parseCard } from "@/shared/ui/playing-card-code";
import { CardFace } from "@/shared/ui/playing-card-face";
import { totalOf } from "../play/cards";

const outcomeSchema = z.object({
  dealer: z.object({ cards: z.array(z.string()) }),
  hands: z.array(z.object({ cards: z.array(z.string()), result: z.enum(["blackjack", "win", "push", "lose"]) })),
});

/** A stored hand as it lay in the end, what won in gold. Decorative: the result is told in figures beside it. */
export function Replay({ outcome }: { outcome: Record<string, unknown> }) {
  const parsed = outcomeSchema.safeParse(outcome);
  if (!parsed.success) return null;
  const { dealer, hands } = parsed.data;
  return (
    <div aria-hidden className="bj-replay always-night hairline">
      <Cards cards={dealer.cards} />
      <hr className="bj-replay-line" />
      <div className="bj-replay-hands">
        {hands.map(({ cards, result }, at) => (
          // Hands of a stored deal keep their places.
          <Cards key={at} cards={cards} won={result === "win" || result === "blackjack"} lost={result === "lose"} />
        ))}
      </div>
    </div>
  );
}

function Cards({ cards, won = false, lost = false }: { cards: readonly string[]; won?: boolean; lost?: boolean }) {
  return (
    <div className="bj-replay-hand" data-won={won || undefined}>
      <div className="bj-replay-cards">
        {cards.map((code, at) => {
          const card = parseCard(code);
          return (
            <span key={at} className="playing-card" data-size="sm" data-lit={won || undefined} data-dimmed={lost || undefined}>
              <span className="playing-card-front" data-suit={card?.suit}>
                {card ? <CardFace {...card} /> : null}
              </span>
            </span>
          );
        })}
      </div>
      <span className="tabular text-sm font-semibold">{totalOf(cards).total}</span>
    </div>
  );
}
