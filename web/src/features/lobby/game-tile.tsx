"use client";

import { ArrowRightIcon } from "lucide-react";
import { type TableGame, hrefOf } from "@/features/games/catalogue";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { GameArt } from "./game-art";

type Props = { game: TableGame; /** Its published figure, when it is known. */ facts?: string };

/** The door to one table. */
export function GameTile({ game, facts }: Props) {
  const t = useT("common");
  return (
    <Link
      href={hrefOf(game)}
      data-game-tile={game}
      className="hairline group grid content-start overflow-hidden rounded-lg bg-surface shadow-lift transition-colors duration-(--duration-ui) hover:border-line-strong"
    >
      <span className="always-night block h-28 border-b border-line bg-stage sm:h-36" aria-hidden>
        <GameArt game={game} />
      </span>
      <span className="mt-3 flex items-center justify-between gap-2 px-4 sm:mt-4 sm:px-5">
        <span className="font-semibold sm:text-lg">{t(`game.${game}`)}</span>
        <ArrowRightIcon aria-hidden className="size-5 text-muted transition-transform duration-(--duration-ui) group-hover:translate-x-0.5 max-sm:hidden" />
      </span>
      <span className="mt-1 px-4 text-sm text-muted sm:px-5">{t(`gameLine.${game}`)}</span>
      <span className="tabular mt-3 min-h-8 px-4 pb-4 text-xs text-muted sm:px-5">{facts}</span>
    </Link>
  );
}
