"use client";

import { RotateCcwIcon, UndoIcon, XIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import type { Blackjack } from "../play/use-blackjack";
import type { Stake } from "../play/use-stake";
import { Chip } from "./chip";

/** Chips to add, what takes them back, and the one pink button. */
export function StakeTray({ game, stake, onDeal }: { game: Blackjack; stake: Stake; onDeal: () => void }) {
  const t = useT("blackjack");
  const format = useFormat();
  const { play: sound } = useSound();
  const locked = game.busy || game.unsettled !== null;
  const tap = (change: () => void) => () => {
    sound("tap");
    change();
  };
  return (
    <div className="bj-tray">
      <div role="group" aria-label={t("chips")} className="bj-chips">
        {stake.chips.map((chip, at) => (
          <button
            key={chip}
            type="button"
            className="bj-chip-button"
            aria-keyshortcuts={`${at + 1}`}
            aria-label={t("addChip", { amount: chip })}
            disabled={locked || !stake.room(chip)}
            onClick={tap(() => stake.add(chip))}
          >
            <Chip amount={chip} />
          </button>
        ))}
      </div>
      <div role="group" aria-label={t("stake")} className="bj-stake-tools">
        <ToolButton label={t("undo")} aria-keyshortcuts="u" disabled={locked || !stake.canUndo} onClick={tap(stake.undo)}>
          <UndoIcon aria-hidden className="size-5" strokeWidth={1.75} />
        </ToolButton>
        <ToolButton label={t("clear")} aria-keyshortcuts="c" disabled={locked || stake.stake === 0} onClick={tap(stake.clear)}>
          <XIcon aria-hidden className="size-5" strokeWidth={1.75} />
        </ToolButton>
        <ToolButton label={t("rebet")} aria-keyshortcuts="r" disabled={locked || stake.stake === stake.last} onClick={tap(stake.rebet)}>
          <RotateCcwIcon aria-hidden className="size-5" strokeWidth={1.75} />
        </ToolButton>
        <ToolButton label={t("twice")} aria-keyshortcuts="w" disabled={locked || stake.stake === 0} onClick={tap(stake.double)}>
          <span aria-hidden className="text-sm font-semibold">×2</span>
        </ToolButton>
      </div>
      <Button variant="primary" size="lg" aria-keyshortcuts="Space" className="bj-deal" busy={game.busy} disabled={locked || !stake.allowed} onClick={onDeal}>
        {stake.allowed ? t("deal", { amount: format.integer(stake.stake) }) : t("dealEmpty")}
      </Button>
    </div>
  );
}

function ToolButton({ label, ...rest }: { label: string } & ComponentProps<typeof Button>) {
  return <Button size="icon" className="bj-solid" aria-label={label} title={label} {...rest} />;
}
