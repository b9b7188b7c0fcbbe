"use client";

import { useT } from "@/shared/i18n/use-t";
import { RewardItems, itemsOfBundle } from "@/shared/ui/reward-items";
import type { PurchaseDetail } from "../api/purchases";
import { Price } from "./price";

export function FactLine({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="min-w-0 text-right break-words">{children}</dd>
    </div>
  );
}

/** A purchase as it was shown when it was made. */
export function PurchaseFacts({ purchase }: { purchase: PurchaseDetail }) {
  const t = useT("shop");
  const { currency, promo_cut, refunded } = purchase;
  return (
    <dl className="grid gap-3">
      <FactLine name={t("what")}>
        {purchase.name} <span className="tabular text-muted">×{purchase.quantity}</span>
      </FactLine>
      <FactLine name={t("each")}>
        <Price amount={purchase.unit_effective} currency={currency} />
      </FactLine>
      {promo_cut > 0 ? (
        <FactLine name={t("promo.cut")}>
          −<Price amount={promo_cut} currency={currency} />
        </FactLine>
      ) : null}
      <FactLine name={t("total")}>
        <Price amount={purchase.amount} currency={currency} className="font-semibold" />
      </FactLine>
      {refunded > 0 ? (
        <FactLine name={t("refunded")}>
          <Price amount={refunded} currency={currency} />
        </FactLine>
      ) : null}
    </dl>
  );
}

/** What a purchase gives, or gave. */
export function PurchaseGives({ purchase }: { purchase: PurchaseDetail }) {
  const t = useT("shop");
  const bundle = purchase.granted ?? purchase.grants;
  if (!bundle) return null;
  return (
    <div className="grid gap-2 border-t border-line pt-4">
      <p className="text-sm text-muted">{t(purchase.granted ? "received" : "gives")}</p>
      <RewardItems items={itemsOfBundle(bundle)} size="lg" />
    </div>
  );
}
