"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { ErrorState } from "@/shared/ui/error-state";
import { RewardItems, itemsOfBundle } from "@/shared/ui/reward-items";
import { Sheet } from "@/shared/ui/sheet";
import { Skeleton } from "@/shared/ui/skeleton";
import { usePurchase } from "../api/shop";
import { Price } from "./price";

/** A purchase as it was shown when it was made, and what became of it. */
export function ReceiptSheet({ receipt, onClose }: { receipt: string; onClose: () => void }) {
  const t = useT("shop");
  const format = useFormat();
  const { data: purchase, error, refetch } = usePurchase(receipt);
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={t("receipt")} description={receipt}>
      {error && !purchase ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!purchase && !error ? <Skeleton className="h-64" /> : null}
      {purchase ? (
        <div className="grid gap-6">
          <dl className="grid gap-3">
            <Line name={t("what")}>
              {purchase.name} <span className="tabular text-muted">×{purchase.quantity}</span>
            </Line>
            <Line name={t("each")}>
              <Price amount={purchase.unit_effective} currency={purchase.currency} />
            </Line>
            <Line name={t("total")}>
              <Price amount={purchase.amount} currency={purchase.currency} className="font-semibold" />
            </Line>
          </dl>
          {purchase.granted ? (
            <div className="grid gap-2 border-t border-line pt-4">
              <p className="text-sm text-muted">{t("received")}</p>
              <RewardItems items={itemsOfBundle(purchase.granted)} />
            </div>
          ) : null}
          <div className="grid gap-3 border-t border-line pt-4">
            <h3 className="text-sm text-muted">{t("timeline")}</h3>
            <ol className="grid gap-3">
              {purchase.timeline.map(({ status, reason, at }) => (
                <li key={`${status} ${at}`} className="flex items-baseline justify-between gap-4 text-sm">
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
        </div>
      ) : null}
    </Sheet>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
