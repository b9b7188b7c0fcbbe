"use client";

import { ChevronsUpIcon, LightbulbIcon, MinusIcon, PlusIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { Poker } from "../play/use-poker";

/** Stake on the left, the one pink button in the middle, advice on the right. */
export function Controls({ game }: { game: Poker }) {
  const t = useT("videopoker");
  const { phase } = game;
  const turning = phase === "dealing" || phase === "drawing";
  return (
    <div className="poker-controls">
      <StakeControl game={game} />
      <Button variant="primary" size="lg" aria-keyshortcuts="Space" disabled={turning} className="poker-press" onClick={game.press}>
        {game.unsettled ? t("askAgain") : phase === "holding" || phase === "drawing" ? t("draw") : t("deal")}
      </Button>
      <Button aria-keyshortcuts="h" className="min-h-12" disabled={phase !== "holding" || game.hint !== null} busy={game.hinting} onClick={game.ask}>
        <LightbulbIcon aria-hidden className="size-5" strokeWidth={1.75} />
        {t("hint.ask")}
      </Button>
    </div>
  );
}

function StakeControl({ game }: { game: Poker }) {
  const t = useT("videopoker");
  const format = useFormat();
  const locked = game.phase !== "idle";
  const { stake, ladder } = game;
  const part = "rounded-none border-0 bg-transparent hover:bg-raised";
  return (
    <div role="group" aria-label={t("stake.label")} className="grid w-max gap-1.5">
      <p className="flex items-baseline justify-between gap-2 px-1 leading-none">
        <span className="text-2xs text-muted">{t("stake.coins", { coin: format.integer(stake / 5) })}</span>
        <span aria-live="polite" className="tabular text-base font-semibold">
          {format.integer(stake)}
        </span>
      </p>
      <div className="flex divide-x divide-line overflow-hidden rounded-md border border-line-strong bg-raised">
        <Button size="icon" className={part} aria-label={t("stake.lower")} disabled={locked || stake === ladder[0]} onClick={() => game.stepStake(-1)}>
          <MinusIcon aria-hidden className="size-5" />
        </Button>
        <Button size="icon" className={part} aria-label={t("stake.raise")} disabled={locked || stake === ladder.at(-1)} onClick={() => game.stepStake(1)}>
          <PlusIcon aria-hidden className="size-5" />
        </Button>
        <Button size="icon" className={part} aria-label={t("stake.max")} title={t("stake.max")} disabled={locked} onClick={game.stakeToMax}>
          <ChevronsUpIcon aria-hidden className="size-5" />
        </Button>
      </div>
    </div>
  );
}
