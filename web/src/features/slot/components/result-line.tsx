"use client";

import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import { type Machine, symbolName } from "../machines/machine";
import type { StopReason } from "../play/autoplay";
import { toneOf } from "../play/celebration";
import type { SlotGame } from "../play/use-slot-game";

type TableState = SlotGame["state"];
type Props = { machine: Machine; state: TableState; stopped: StopReason | null };

/** The round in words, spoken by screen readers; silent until the reels stand. Out of sight while free spins tell themselves. */
export function ResultLine({ machine, state, stopped }: Props) {
  const { headline, details, tone } = useResultText(machine, state);
  const t = useT("slot");
  const turning = state.phase === "spinning" || state.phase === "stopping";
  return (
    <div aria-live="polite" aria-atomic role="status" className={cn("grid justify-items-center gap-0.5 text-center", state.phase === "free-spins" && "sr-only")}>
      <p aria-hidden={turning} className={cn("text-lg leading-tight font-semibold", tone === "win" || tone === "big" ? "text-gold" : "text-text")}>{headline}</p>
      <p className="text-sm leading-tight text-muted">{stopped ? t(`auto.stopped.${stopped}`) : details}</p>
    </div>
  );
}

function useResultText(machine: Machine, { phase, round, feature }: TableState) {
  const t = useT("slot");
  const locale = useLocale();
  const format = useFormat();
  if (phase === "free-spins") return { headline: t("result.freeSpins"), details: "", tone: "none" };
  if (phase !== "idle") return { headline: t("result.spinning"), details: "", tone: "none" };
  if (!round) return { headline: t("result.ready"), details: t("result.readyHint"), tone: "none" };
  const tone = toneOf(round.win_amount, round.bet_amount);
  const amount = format.integer(round.win_amount);
  const headline = tone === "none" ? t("result.none") : tone === "returned" ? t("result.returned", { amount }) : t("result.win", { amount });
  if (round.feature) return { headline, details: t("result.feature", { count: feature?.total ?? round.feature.spins.length }), tone };
  const best = [...round.wins].sort((a, b) => b.amount - a.amount)[0];
  const details = best
    ? t(round.wins.length > 1 ? "result.bestAndMore" : "result.best", { symbol: symbolName(machine, best.symbol, locale), count: best.count, others: round.wins.length - 1 })
    : "";
  return { headline, details, tone };
}
