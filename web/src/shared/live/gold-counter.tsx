"use client";

import { useEffect, useRef, useState } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import { Skeleton } from "@/shared/ui/skeleton";
import { useGold } from "./store";
import { useCountUp } from "./use-count-up";

const changeShown_ms = 1_600;

type Change = { amount: number; gain: boolean; id: number };

/** The last change of a value, for a moment. A stake that comes back whole (refused, or a draw) is no gain. */
function useChange(value: number | null): Change | null {
  const before = useRef<{ value: number | null; earlier: number | null }>({ value, earlier: null });
  const [change, setChange] = useState<Change | null>(null);

  useEffect(() => {
    const { value: previous, earlier } = before.current;
    if (previous === value) return;
    before.current = { value, earlier: previous };
    if (value === null || previous === null) return;
    setChange({ amount: value - previous, gain: value > previous && value !== earlier, id: Date.now() });
    const timer = setTimeout(() => setChange(null), changeShown_ms);
    return () => clearTimeout(timer);
  }, [value]);

  return change;
}

/** The player's gold, everywhere: counts to a new value and shows the difference beside it. */
export function GoldCounter({ className }: { className?: string }) {
  const gold = useGold();
  const shown = useCountUp(gold);
  const change = useChange(gold);
  const format = useFormat();
  const t = useT("common");

  if (gold === null || shown === null) return <Skeleton className="h-6 w-24" />;
  return (
    <span data-slot="gold" data-gold={gold} className={cn("relative inline-flex items-center gap-2 text-gold", className)}>
      <GoldCoin />
      <span className="sr-only">{t("goldBalance", { amount: format.integer(gold) })}</span>
      <span aria-hidden className="tabular font-semibold">
        {format.integer(shown)}
      </span>
      {change ? (
        <span
          key={change.id}
          aria-hidden
          className={cn(
            "motion-enter tabular absolute top-full right-0 text-xs font-semibold",
            change.gain ? "text-gain" : "text-muted",
          )}
        >
          {format.signed(change.amount)}
        </span>
      ) : null}
    </span>
  );
}

function GoldCoin() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden className="size-[1.1em] shrink-0" fill="none" stroke="currentColor">
      <circle cx="10" cy="10" r="7.6" strokeWidth="1.6" />
      <circle cx="10" cy="10" r="7.6" strokeWidth="2.8" strokeDasharray="2.4 5.56" opacity=".75" />
      <circle cx="10" cy="10" r="3.2" fill="currentColor" stroke="none" />
    </svg>
  );
}
