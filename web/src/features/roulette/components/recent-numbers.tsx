"use client";

import { useT } from "@/shared/i18n/use-t";
import type { PastRound } from "../api/table";

type Props = { rounds: readonly PastRound[]; onOpen: (round: PastRound) => void };

/** The newest numbers, newest first; each opens its proof. What the wheel has shown says nothing about what it will show. */
export function RecentNumbers({ rounds, onOpen }: Props) {
  const t = useT("roulette");
  if (rounds.length === 0) return <p className="text-sm text-muted">{t("recent.empty")}</p>;
  return (
    <ol aria-label={t("recent.title")} className="roulette-recent">
      {rounds.map((round) => (
        <li key={round.round_id}>
          <button
            type="button"
            className={`roulette-past roulette-${round.colour}`}
            data-void={round.void || undefined}
            aria-label={t(round.void ? "recent.void" : "recent.open", { number: round.number, pocket: round.pocket, colour: t(`colour.${round.colour}`) })}
            onClick={() => onOpen(round)}
          >
            {round.pocket}
          </button>
        </li>
      ))}
    </ol>
  );
}
