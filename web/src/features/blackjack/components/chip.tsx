"use client";

import { cn } from "@/shared/ui/cn";

const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** Which of the five chip colours an amount wears: one a decade and a half. */
function tone(amount: number): number {
  const steps = [50, 100, 500, 1000, 5000];
  const at = steps.findIndex((step) => amount < step);
  return at === -1 ? steps.length : at;
}

/** A club chip seen from above. Its amount is said by what holds it. */
export function Chip({ amount, small = false, className }: { amount: number; small?: boolean; className?: string }) {
  return (
    <span aria-hidden data-slot="chip" data-tone={tone(amount)} className={cn("bj-chip", small && "bj-chip-small", className)}>
      <span className="bj-chip-face">{small ? null : short.format(amount)}</span>
    </span>
  );
}
