"use client";

import { ReceiptTextIcon } from "lucide-react";
import { useState } from "react";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { type Purchase, usePurchases } from "../api/purchases";
import { checkoutPage, isOwed, isPayable } from "../payment";
import { Price } from "./price";
import { ReceiptSheet } from "./receipt-sheet";

const tones: Partial<Record<Purchase["status"], string>> = { succeeded: "text-gain", failed: "text-loss", created: "text-violet", pending: "text-violet" };

/** Own purchases, newest first; each opens its receipt. */
export function PurchaseList() {
  const t = useT("shop");
  const common = useT("common");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePurchases();
  const [open, setOpen] = useState<string | null>(null);
  const purchases = data?.pages.flatMap(({ items }) => items);
  return (
    <Card className="p-0">
      {error && !purchases ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!purchases && !error ? <Skeleton className="m-5 h-24" /> : null}
      {purchases?.length === 0 ? <EmptyState icon={<ReceiptTextIcon aria-hidden strokeWidth={1.25} />} title={t("none")} hint={t("noneHint")} /> : null}
      <ul className="divide-y divide-line">
        {purchases?.map((purchase) => (
          <li key={purchase.receipt_code}>
            <PurchaseLine purchase={purchase} onOpen={() => setOpen(purchase.receipt_code)} />
            {isPayable(purchase) ? (
              <p className="px-5 pb-4">
                <Button asChild block className="sm:w-auto">
                  <Link href={checkoutPage(purchase.receipt_code)}>
                    {t("pay.continue")}
                    <span className="sr-only">, {purchase.name}</span>
                  </Link>
                </Button>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <div className="border-t border-line p-4 text-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {common("more")}
          </Button>
        </div>
      ) : null}
      {open ? <ReceiptSheet receipt={open} onClose={() => setOpen(null)} /> : null}
    </Card>
  );
}

function PurchaseLine({ purchase, onOpen }: { purchase: Purchase; onOpen: () => void }) {
  const t = useT("shop");
  const format = useFormat();
  return (
    <button type="button" onClick={onOpen} className="flex min-h-16 w-full items-center gap-4 px-5 py-3 text-left transition-colors duration-(--duration-ui) hover:bg-raised">
      <span className="min-w-0 flex-1">
        <span className="block font-medium">
          {purchase.name}
          {purchase.quantity > 1 ? <span className="tabular text-muted"> ×{purchase.quantity}</span> : null}
        </span>
        <time dateTime={purchase.created_at} className="tabular block text-xs text-muted">
          {format.dateTime(purchase.created_at)}
        </time>
      </span>
      <span className="text-right">
        <Price amount={purchase.amount} currency={purchase.currency} className="font-semibold" />
        <span className={cn("block text-xs", tones[purchase.status] ?? "text-muted")}>{t(`status.${isOwed(purchase) ? "owed" : purchase.status}`)}</span>
      </span>
    </button>
  );
}
