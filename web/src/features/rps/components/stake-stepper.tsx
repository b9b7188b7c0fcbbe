"use client";

import { ChevronsUpIcon, MinusIcon, PlusIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { RpsPlay } from "../play/use-rps";

/** The stake, moved along the table's presets. */
export function StakeStepper({ play }: { play: RpsPlay }) {
  const t = useT("rps");
  const format = useFormat();
  const { stake, ladder, throwing } = play;
  const part = "rounded-none border-0 bg-transparent hover:bg-raised";
  return (
    <div role="group" aria-label={t("stake.label")} className="flex items-stretch overflow-hidden rounded-md border border-line-strong bg-raised">
      <Button size="icon" className={part} aria-label={t("stake.lower")} disabled={throwing || stake === ladder[0]} onClick={() => play.stepStake(-1)}>
        <MinusIcon aria-hidden className="size-5" />
      </Button>
      <p className="flex flex-1 items-baseline justify-center gap-2 self-center border-x border-line px-2">
        <span className="text-xs text-muted">{t("stake.label")}</span>
        <span aria-live="polite" className="tabular text-lg font-semibold">
          {format.integer(stake)}
        </span>
      </p>
      <Button size="icon" className={part} aria-label={t("stake.raise")} disabled={throwing || stake === ladder.at(-1)} onClick={() => play.stepStake(1)}>
        <PlusIcon aria-hidden className="size-5" />
      </Button>
      <Button size="icon" className={`${part} border-l border-line`} aria-label={t("stake.max")} title={t("stake.max")} disabled={throwing} onClick={play.stakeToMax}>
        <ChevronsUpIcon aria-hidden className="size-5" />
      </Button>
    </div>
  );
}
