"use client";

import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { Hand, Table } from "../api/hands";
import { totalOf, valueOf } from "../play/cards";

type Part = "hard" | "soft" | "pairs";
const parts: readonly Part[] = ["hard", "soft", "pairs"];
const firstShown: Record<Part, number> = { hard: 8, soft: 13, pairs: 1 };
const lastShown: Record<Part, number> = { hard: 17, soft: 20, pairs: 10 };

/** Where the open hand stands in the table, by the rule that is looked up first. */
function placeOf(hand: Hand | null): { part: Part; of: number; up: number } | null {
  const mine = hand?.hands[hand.active_hand ?? -1];
  if (!hand || !mine) return null;
  const up = valueOf(hand.dealer.cards[0] ?? "");
  if (hand.actions.includes("split")) return { part: "pairs", of: valueOf(mine.cards[0] ?? ""), up };
  const { total, soft } = totalOf(mine.cards);
  return soft ? { part: "soft", of: total, up } : { part: "hard", of: Math.min(lastShown.hard, Math.max(firstShown.hard, total)), up };
}

/** The first and the last row stand for all beyond them, which play alike. */
function hardName(of: number): string {
  return of === firstShown.hard ? `≤${of}` : of === lastShown.hard ? `${of}+` : String(of);
}

/** Basic strategy as the server solved it for these rules; the open hand's cell is marked. */
export function StrategyTable({ table, hand }: { table: Table; hand: Hand | null }) {
  const t = useT("blackjack");
  const { strategy } = table;
  const place = placeOf(hand);
  const name = (value: number) => (value === 1 ? "A" : String(value));
  const rowName: Record<Part, (of: number) => string> = { hard: hardName, soft: (of) => `A,${of - 11}`, pairs: (of) => `${name(of)},${name(of)}` };
  return (
    <div className="grid gap-5">
      {parts.map((part) => (
        <div key={part} role="region" aria-label={t(`strategy.${part}`)} tabIndex={0} className="overflow-x-auto">
          <table className="bj-strategy tabular">
            <caption>{t(`strategy.${part}`)}</caption>
            <thead>
              <tr>
                <th scope="col">{t("strategy.you")}</th>
                {strategy.upcards.map((up) => (
                  <th key={up} scope="col">{name(up)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {strategy[part]
                .filter(({ of }) => of >= firstShown[part] && of <= lastShown[part])
                .map(({ of, plays }) => (
                  <tr key={of}>
                    <th scope="row">{rowName[part](of)}</th>
                    {plays.map((play, at) => {
                      const here = place?.part === part && place.of === of && place.up === strategy.upcards[at];
                      return (
                        <td key={strategy.upcards[at]} data-play={play} aria-current={here || undefined} className={cn(here && "bj-here")}>
                          <abbr title={t(`strategy.play.${play}`)}>{play}</abbr>
                        </td>
                      );
                    })}
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      ))}
      <ul className="grid gap-1 text-sm text-muted">
        {(["H", "S", "D", "Ds", "P"] as const).map((play) => (
          <li key={play}>
            <b className="mr-2 inline-block w-6 text-text">{play}</b>
            {t(`strategy.play.${play}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
