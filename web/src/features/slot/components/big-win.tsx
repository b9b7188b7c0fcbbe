"use client";

import { useEffect, useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { useFormat } from "@/shared/format/use-format";
import { useCountUp } from "@/shared/live/use-count-up";
import type { SpinResult } from "../api/spin";

const RINGS = 10;
const STAYS_MS = 3200;

/** The one loud moment of the room. It covers nothing that can be pressed and leaves by itself. */
export function BigWin({ round, reduced }: { round: SpinResult; reduced: boolean }) {
  const t = useT("slot");
  const format = useFormat();
  const [target, setTarget] = useState(0);
  const [over, setOver] = useState(false);
  const amount = useCountUp(target) ?? 0;
  useEffect(() => {
    const raise = setTimeout(() => setTarget(round.win_amount), 60);
    const leave = setTimeout(() => setOver(true), STAYS_MS);
    return () => {
      clearTimeout(raise);
      clearTimeout(leave);
    };
  }, [round.win_amount]);
  if (over) return null;
  return (
    <div className="big-win" aria-hidden data-slot="big-win">
      {reduced ? null : Array.from({ length: RINGS }, (_, i) => <span key={i} className="big-win-ring" style={{ "--i": i } as React.CSSProperties} />)}
      <p className="text-sm font-semibold tracking-wide">{t("bigWin")}</p>
      <p className="tabular font-display text-5xl text-gold">{format.integer(amount)}</p>
      <p className="tabular text-sm">{format.multiplier(round.win_amount / round.bet_amount)}</p>
    </div>
  );
}
