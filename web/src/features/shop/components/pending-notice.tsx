"use client";

import { HourglassIcon } from "lucide-react";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { usePurchases } from "../api/purchases";
import { checkoutPage, isPayable } from "../payment";

/** A payment that was begun and not finished, first thing in the shop. */
export function PendingNotice() {
  const t = useT("shop");
  const { data } = usePurchases();
  const open = data?.pages.flatMap(({ items }) => items).filter(isPayable) ?? [];
  const [newest] = open;
  if (!newest) return null;
  return (
    <section aria-label={t("pay.waiting")} data-slot="pending-notice" className="hairline motion-enter flex flex-wrap items-center gap-4 rounded-lg bg-violet-soft p-5">
      <HourglassIcon aria-hidden className="size-6 shrink-0 text-violet" strokeWidth={1.5} />
      <div className="min-w-48 flex-1">
        <p className="font-semibold">{t("pay.open", { count: open.length })}</p>
        <p className="text-sm text-muted">{t("pay.openHint", { name: newest.name })}</p>
      </div>
      <Button asChild className="w-full sm:w-auto">
        <Link href={checkoutPage(newest.receipt_code)}>{t("pay.continue")}</Link>
      </Button>
    </section>
  );
}
