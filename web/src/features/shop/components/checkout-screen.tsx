"use client";

import { ExternalLinkIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useOnline } from "@/shared/shell/offline-banner";
import { useQueryValue } from "@/shared/shell/use-query-value";
import { Button } from "@/shared/ui/button";
import { type PurchaseDetail, isUnknown, usePurchase } from "../api/purchases";
import { usePayment } from "../hooks/use-payment";
import { isOpen, isOwed, paidUntil, paymentUrl, readReceipt } from "../payment";
import { LimitsNotice } from "./limits-notice";
import { PaymentLost, useLostText } from "./payment-lost";
import { OwedPurchase, PurchaseEnd, UnknownPurchase } from "./purchase-end";
import { PurchaseFacts, PurchaseGives } from "./purchase-facts";
import { PurchaseState } from "./purchase-state";

/** The step before the provider's page: what was chosen, and the way there. May be reloaded and come back to. */
export function CheckoutScreen() {
  const receipt = readReceipt(useQueryValue("receipt"));
  return receipt ? <Checkout key={receipt} receipt={receipt} /> : <UnknownPurchase />;
}

function Checkout({ receipt }: { receipt: string }) {
  const t = useT("shop");
  const { data: purchase, error, isFetching, refetch } = usePurchase(receipt);
  const lost = useLostText(error);
  if (purchase && isOwed(purchase)) return <OwedPurchase purchase={purchase} />;
  if (purchase && isOpen(purchase.status)) return <Going purchase={purchase} />;
  if (purchase) return <PurchaseEnd purchase={purchase} />;
  if (isUnknown(error)) return <UnknownPurchase />;
  return (
    <PurchaseState shown={lost ? "lost" : "asking"} title={t(lost ? "lost.title" : "checkout.loading")} lead={t(lost ? "lost.lead" : "checkout.loadingLead")}>
      {lost ? <PaymentLost words={lost} asking={isFetching} onRetry={() => void refetch()} /> : null}
    </PurchaseState>
  );
}

function Going({ purchase }: { purchase: PurchaseDetail }) {
  const t = useT("shop");
  const format = useFormat();
  const online = useOnline();
  const { leaving, leave } = usePayment();
  return (
    <PurchaseState still shown={purchase.status} title={t("checkout.title")} lead={t("checkout.lead")}>
      <div className="grid gap-4 border-t border-line pt-6">
        <PurchaseFacts purchase={purchase} />
        <PurchaseGives purchase={purchase} />
        <LimitsNotice />
        <p className="text-xs text-muted">{t("waiting.until", { date: format.dateTime(paidUntil(purchase)) })}</p>
      </div>
      <div className="grid gap-2">
        <Button variant="primary" size="lg" block busy={leaving} disabled={!online} onClick={() => leave(paymentUrl(purchase.receipt_code))}>
          {t("checkout.go")}
          <ExternalLinkIcon aria-hidden className="size-4" />
        </Button>
        {online ? null : <p className="text-center text-sm text-muted">{t("lost.offline")}</p>}
        <Button asChild variant="ghost" size="lg" block>
          <Link href="/shop">{t("checkout.later")}</Link>
        </Button>
      </div>
    </PurchaseState>
  );
}
