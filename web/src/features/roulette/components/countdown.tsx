"use client";

import { useT } from "@/shared/i18n/use-t";
import type { Wheel } from "../api/table";
import { useServerNow } from "../play/use-server-now";

const HURRY_S = 5;

function useLeft({ phase, locks_at, betting_ms }: Wheel): { seconds: number; share: number } {
  const left_ms = Math.max(0, Date.parse(locks_at) - useServerNow());
  if (phase !== "betting") return { seconds: 0, share: 0 };
  return { seconds: Math.ceil(left_ms / 1000), share: Math.min(1, left_ms / betting_ms) };
}

/** How long one may still bet, by the server's clock. The last seconds are said once. */
export function Countdown({ wheel }: { wheel: Wheel }) {
  const t = useT("roulette");
  const { seconds, share } = useLeft(wheel);
  const hurry = seconds > 0 && seconds <= HURRY_S;
  return (
    <div className="flex items-center gap-3">
      <div role="timer" aria-label={t("countdown.label", { seconds })} className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-raised">
        <div className="roulette-countdown" style={{ transform: `scaleX(${share})` }} />
      </div>
      <p aria-hidden className="tabular shrink-0 text-sm text-muted">
        {t("countdown.left", { seconds })}
      </p>
      <p role="status" className="sr-only">
        {hurry ? t("countdown.hurry") : ""}
      </p>
    </div>
  );
}

/** The same, as a line on the edge of what floats above the cloth. Decorative. */
export function CountdownEdge({ wheel }: { wheel: Wheel }) {
  const { share } = useLeft(wheel);
  return (
    <div aria-hidden className="roulette-edge">
      <div className="roulette-countdown" style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
