"use client";

import { useRef } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { CrashTable } from "../api/crash";
import { payoutAt } from "../play/curve";
import { useFrame } from "../play/frames";
import type { Panel } from "../play/use-panel";

/** Bet, take back the place in the queue, or leave: always the one thing that makes sense now. */
export function PanelButton({ panel, round }: { panel: Panel; round: CrashTable }) {
  const t = useT("crash");
  const format = useFormat();
  const { phase, slot, stake, bet } = panel;
  const keys = slot === 1 ? "Space" : "B";
  if (phase === "riding" && bet) return <LeaveButton panel={panel} stake={bet.bet_amount} keys={keys} />;
  const isOpen = round.phase === "betting";
  const label =
    phase === "queued"
      ? t("button.unqueue")
      : phase === "waiting"
        ? t("button.waiting")
        : phase === "leaving"
          ? t("button.leaving")
          : phase === "placing"
            ? t("button.placing")
            : isOpen && phase === "open"
              ? t("button.bet", { amount: format.integer(stake) })
              : t("button.queue", { amount: format.integer(stake) });
  return (
    <Button
      variant={phase === "queued" || phase === "waiting" || slot === 2 ? "secondary" : "primary"}
      size="lg"
      block
      className="crash-press"
      aria-keyshortcuts={keys}
      busy={phase === "placing" || phase === "leaving"}
      disabled={phase === "waiting"}
      onClick={panel.press}
    >
      {label}
    </Button>
  );
}

/** The way out, with what it pays at this very moment. */
function LeaveButton({ panel, stake, keys }: { panel: Panel; stake: number; keys: string }) {
  const t = useT("crash");
  const format = useFormat();
  const amount = useRef<HTMLSpanElement>(null);
  useFrame(({ multiplier, crashed }) => {
    const text = format.integer(payoutAt(stake, multiplier));
    if (!crashed && amount.current && amount.current.textContent !== text) amount.current.textContent = text;
  });
  return (
    <button type="button" className="crash-press crash-leave" aria-keyshortcuts={keys} onClick={panel.press}>
      <span>{t("button.leave")}</span>
      <span ref={amount} aria-hidden className="tabular text-gold" />
    </button>
  );
}
