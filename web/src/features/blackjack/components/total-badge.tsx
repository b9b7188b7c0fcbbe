"use client";

import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";

type Props = {
  total: number;
  soft: boolean;
  blackjack?: boolean;
  bust?: boolean;
  won?: boolean;
  /** Its cards are on their way: it appears with the last of them. */
  dealt?: boolean;
};

/** A hand's total: `7/17` while an ace may still count either way. */
export function TotalBadge({ total, soft, blackjack = false, bust = false, won = false, dealt = false }: Props) {
  const t = useT("blackjack");
  const text = blackjack ? t("blackjack") : soft && total < 21 ? `${total - 10}/${total}` : String(total);
  return (
    <span data-slot="total" data-dealt={dealt || undefined} className={cn("bj-total tabular", bust && "text-loss", won && "text-gold")}>
      <span className="sr-only">{blackjack ? t("blackjack") : t("total", { total })}</span>
      <span aria-hidden>{text}</span>
    </span>
  );
}
