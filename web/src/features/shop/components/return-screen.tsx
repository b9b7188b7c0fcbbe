"use client";

import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useQueryValue } from "@/shared/shell/use-query-value";
import { Button } from "@/shared/ui/button";
import { type PurchaseDetail, isUnknown, useSettlement } from "../api/purchases";
import { checkoutPage, isOpen, isOwed, paidUntil, readReceipt } from "../payment";
import { PaymentLost, useLostText } from "./payment-lost";
import { OwedPurchase, PurchaseEnd, UnknownPurchase } from "./purchase-end";
import { PurchaseFacts } from "./purchase-facts";
import { PurchaseState } from "./purchase-state";

/** Where the provider sends the player back to, paid or not. A reload at any moment shows the truth. */
export function ReturnScreen() {
  const receipt = readReceipt(useQueryValue("receipt"));
  return receipt ? <Settlement key={receipt} receipt={receipt} /> : <UnknownPurchase />;
}

function Settlement({ receipt }: { receipt: string }) {
  const t = useT("shop");
  const { purchase, error, patient, asking, askAgain } = useSettlement(receipt);
  const lost = useLostText(error);
  if (purchase && isOwed(purchase)) return <OwedPurchase purchase={purchase} />;
  if (purchase && !isOpen(purchase.status)) return <PurchaseEnd purchase={purchase} />;
  if (isUnknown(error)) return <UnknownPurchase />;
  const trouble = lost ? <PaymentLost words={lost} asking={asking} onRetry={askAgain} /> : null;
  if (purchase)
    return (
      <Waiting purchase={purchase} patient={patient} asking={asking} onAsk={askAgain}>
        {trouble}
      </Waiting>
    );
  return (
    <PurchaseState shown={lost ? "lost" : "asking"} title={t(lost ? "lost.title" : "asking.title")} lead={t(lost ? "lost.lead" : "asking.lead")}>
      {trouble}
    </PurchaseState>
  );
}

type WaitingProps = { purchase: PurchaseDetail; patient: boolean; asking: boolean; onAsk: () => void; children: React.ReactNode };

/** Not paid as far as anybody knows: it is asked on, and the way to the payment stays open. */
function Waiting({ purchase, patient, asking, onAsk, children }: WaitingProps) {
  const t = useT("shop");
  const format = useFormat();
  return (
    <PurchaseState shown={purchase.status} title={t("waiting.title")} lead={t(patient ? "waiting.patient" : "waiting.lead")}>
      {children}
      <div className="grid gap-3 border-t border-line pt-6">
        <PurchaseFacts purchase={purchase} />
        <p className="text-xs text-muted">{t("waiting.until", { date: format.dateTime(paidUntil(purchase)) })}</p>
      </div>
      <div className="grid gap-2">
        <Button asChild variant="primary" size="lg" block>
          <Link href={checkoutPage(purchase.receipt_code)}>{t("pay.continue")}</Link>
        </Button>
        {patient && !children ? (
          <Button size="lg" block busy={asking} onClick={onAsk}>
            {t("waiting.ask")}
          </Button>
        ) : null}
        <Button asChild variant="ghost" size="lg" block>
          <Link href="/shop">{t("end.shop")}</Link>
        </Button>
      </div>
    </PurchaseState>
  );
}
