"use client";

import { useFormat } from "@/shared/format/use-format";
import { cn } from "./cn";

export type AmountProps = {
  /** Smallest units of the currency, an integer. */
  value: number;
  currency?: "gold" | "gem";
  /** Shows + and − and colours by sign: for changes, not balances. */
  signed?: boolean;
  className?: string;
};

/** A money figure: grouped by locale, tabular, gold only when it is gold a player holds or wins. */
export function Amount({ value, currency = "gold", signed = false, className }: AmountProps) {
  const format = useFormat();
  const tone = signed ? (value > 0 ? "text-gain" : value < 0 ? "text-loss" : "text-muted") : currency === "gold" ? "text-gold" : "text-text";
  return (
    <span data-slot="amount" className={cn("tabular whitespace-nowrap", tone, className)}>
      {signed ? format.signed(value) : format.integer(value)}
    </span>
  );
}
