"use client";

import { CoinsIcon, GemIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import { formatMoney } from "../money";

export type PriceCurrency = "gold" | "gem" | "KRW" | "USD";

/** A price, with the sign of what it is paid in. */
export function Price({ amount, currency, className }: { amount: number; currency: PriceCurrency; className?: string }) {
  const common = useT("common");
  const format = useFormat();
  const locale = useLocale();
  if (currency === "KRW" || currency === "USD") return <span className={cn("tabular", className)}>{formatMoney(amount, currency, locale)}</span>;
  const Icon = currency === "gold" ? CoinsIcon : GemIcon;
  return (
    <span className={cn("inline-flex items-center gap-1.5 whitespace-nowrap", className)}>
      <Icon aria-hidden className={cn("size-[1.1em] shrink-0", currency === "gold" ? "text-gold" : "text-cyan")} strokeWidth={1.75} />
      <span className="tabular">{format.integer(amount)}</span>
      <span className="sr-only">{common(currency)}</span>
    </span>
  );
}
