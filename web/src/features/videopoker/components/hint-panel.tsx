"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { cardsText } from "@/shared/ui/playing-card";
import type { Poker } from "../play/use-poker";

const SHOWN = 3;

/** The best ways to hold with their exact mean return; says nothing until it is asked. */
export function HintPanel({ game }: { game: Poker }) {
  const t = useT("videopoker");
  const format = useFormat();
  const { hint, hand, held } = game;
  if (!hint || !hand) return null;
  const mine = hint.holds.find(({ hold }) => hold.length === held.length && hold.every((place) => held.includes(place)));
  const shown = hint.holds.slice(0, SHOWN);
  if (mine && !shown.includes(mine)) shown.push(mine);
  const textOf = (hold: readonly number[]) => (hold.length === 0 ? t("hint.none") : cardsText(hold.map((place) => hand.cards[place] ?? "")));
  return (
    <section aria-label={t("hint.title")} className="hairline motion-enter rounded-md bg-surface p-3">
      <h2 className="px-1 text-sm font-semibold">{t("hint.title")}</h2>
      <p className="px-1 pb-2 text-2xs text-muted">{t("hint.about")}</p>
      <ul className="grid gap-1">
        {shown.map((option) => (
          <li key={option.hold.join()} className="flex min-h-11 items-center gap-2 px-1 text-sm" aria-current={option === mine || undefined}>
            <span className="min-w-0 flex-1 font-medium">
              {textOf(option.hold)}
            </span>
            <span className="tabular text-muted">{t("hint.worth", { times: format.decimal(option.expected_return, 4) })}</span>
            {option === mine ? (
              <span className="min-w-16 text-center text-2xs text-cyan">{t("hint.mine")}</span>
            ) : (
              <Button size="sm" className="min-w-16" aria-label={`${textOf(option.hold)}, ${t("hint.follow")}`} onClick={() => game.follow(option.hold)}>
                {t("hint.follow")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
