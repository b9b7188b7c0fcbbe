"use client";

import { ChevronsUpIcon, MinusIcon, PlusIcon, RepeatIcon, ZapIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { cn } from "@/shared/ui/cn";
import { toggleTurbo } from "../play/preferences";
import type { SlotGame } from "../play/use-slot-game";
import { SpinButton } from "./spin-button";

/** Stake on the left, the one pink button in the middle, pace on the right. */
export function Controls({ game, onAuto }: { game: SlotGame; onAuto: () => void }) {
  const t = useT("slot");
  const { autoplay, turbo } = game;
  return (
    <div className="slot-controls">
      <StakeControl game={game} />
      <SpinButton game={game} onHold={onAuto} />
      <div className="flex items-center justify-end gap-1 sm:gap-2">
        {game.offers.turbo ? (
          <Button
            size="icon"
            aria-pressed={turbo}
            aria-keyshortcuts="t"
            aria-label={t("turbo")}
            title={t("turbo")}
            className={cn("size-12", turbo && "border-violet bg-violet-soft")}
            onClick={toggleTurbo}
          >
            <ZapIcon aria-hidden className="size-5" strokeWidth={1.75} />
          </Button>
        ) : null}
        {game.offers.autoplay ? (
          <Button
            aria-keyshortcuts="a"
            aria-label={autoplay.running ? t("auto.stop") : t("auto.open")}
            title={autoplay.running ? t("auto.stop") : t("auto.open")}
            className={cn("min-h-12 min-w-12 px-3", autoplay.running && "border-violet bg-violet-soft")}
            onClick={autoplay.running ? game.stopAutoplay : onAuto}
          >
            <RepeatIcon aria-hidden className="size-5" strokeWidth={1.75} />
            {autoplay.running ? <span className="tabular">{autoplay.left ?? "∞"}</span> : null}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function StakeControl({ game }: { game: SlotGame }) {
  const t = useT("slot");
  const format = useFormat();
  const locked = game.state.phase !== "idle" || game.autoplay.running;
  const { stake, ladder } = game;
  const part = "rounded-none border-0 bg-transparent hover:bg-raised";
  return (
    <div role="group" aria-label={t("stake.label")} className="grid w-max gap-1.5">
      <p className="flex items-baseline justify-between gap-2 px-1 leading-none">
        <span className="text-2xs text-muted">{t("stake.label")}</span>
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
