"use client";

import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { Sheet } from "@/shared/ui/sheet";
import { Skeleton } from "@/shared/ui/skeleton";
import { type PurchaseDetail, usePurchase } from "../api/purchases";
import { checkoutPage, isPayable, wasPaid } from "../payment";
import { PurchaseFacts, PurchaseGives } from "./purchase-facts";
import { ReceiptFiles } from "./receipt-files";

/** A purchase as it was shown when it was made, and what became of it. */
export function ReceiptSheet({ receipt, onClose }: { receipt: string; onClose: () => void }) {
  const t = useT("shop");
  const { data: purchase, error, refetch } = usePurchase(receipt);
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={t("receipt")} description={receipt}>
      {error && !purchase ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!purchase && !error ? <Skeleton className="h-64" /> : null}
      {purchase ? (
        <div className="grid gap-6">
          <PurchaseFacts purchase={purchase} />
          <PurchaseGives purchase={purchase} />
          <Timeline purchase={purchase} />
          {isPayable(purchase) ? (
            <Button asChild variant="primary" size="lg" block>
              <Link href={checkoutPage(receipt)}>{t("pay.continue")}</Link>
            </Button>
          ) : null}
          {wasPaid(purchase.status) ? <ReceiptFiles receipt={receipt} /> : null}
        </div>
      ) : null}
    </Sheet>
  );
}

function Timeline({ purchase }: { purchase: PurchaseDetail }) {
  const t = useT("shop");
  const format = useFormat();
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <h3 className="text-sm text-muted">{t("timeline")}</h3>
      <ol className="grid gap-3">
        {purchase.timeline.map(({ status, reason, at }, place) => (
          <li key={place} className="flex items-baseline justify-between gap-4 text-sm">
            <span>
              {t(`status.${status}`)}
              {t.has(`reason.${reason}`) ? <span className="text-muted"> · {t(`reason.${reason}`)}</span> : null}
            </span>
            <time dateTime={at} className="tabular text-xs whitespace-nowrap text-muted">
              {format.dateTime(at)}
            </time>
          </li>
        ))}
      </ol>
    </div>
  );
}
