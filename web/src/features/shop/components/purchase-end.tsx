"use client";

import { useState } from "react";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useGem, useGold } from "@/shared/live/store";
import { Button } from "@/shared/ui/button";
import type { PurchaseDetail } from "../api/purchases";
import { wasPaid } from "../payment";
import { Price } from "./price";
import { FactLine, PurchaseFacts, PurchaseGives } from "./purchase-facts";
import { PurchaseState } from "./purchase-state";
import { ReceiptSheet } from "./receipt-sheet";

/** A purchase that came to its end, however it ended. */
export function PurchaseEnd({ purchase }: { purchase: PurchaseDetail }) {
  const t = useT("shop");
  const [isOpen, setOpen] = useState(false);
  const { status, reason, receipt_code } = purchase;
  const why = status === "failed" ? t(t.has(`why.${reason}`) ? `why.${reason}` : "why.other") : t(`end.${status}.lead`);
  const paid = wasPaid(status);
  return (
    <PurchaseState shown={status} title={t(`end.${status}.title`)} lead={why}>
      <div className="grid gap-4 border-t border-line pt-6">
        <PurchaseFacts purchase={purchase} />
        {status === "succeeded" ? (
          <>
            <PurchaseGives purchase={purchase} />
            <NewBalances purchase={purchase} />
          </>
        ) : null}
      </div>
      <div className="grid gap-2">
        <Button asChild variant="primary" size="lg" block>
          <Link href="/shop">{t(paid ? "end.shop" : "end.again")}</Link>
        </Button>
        <Button size="lg" variant={paid ? "secondary" : "ghost"} block onClick={() => setOpen(true)}>
          {t(paid ? "end.receipt" : "end.details")}
        </Button>
      </div>
      {isOpen ? <ReceiptSheet receipt={receipt_code} onClose={() => setOpen(false)} /> : null}
    </PurchaseState>
  );
}

/** What the player holds now of what was bought. */
function NewBalances({ purchase: { granted } }: { purchase: PurchaseDetail }) {
  const t = useT("shop");
  const gold = useGold();
  const gem = useGem();
  const lines = [
    { currency: "gold", held: gold, bought: granted?.gold },
    { currency: "gem", held: gem, bought: granted?.gem },
  ] as const;
  return (
    <dl className="grid gap-2">
      {lines.map(({ currency, held, bought }) =>
        bought && held !== null ? (
          <FactLine key={currency} name={t(`end.now.${currency}`)}>
            <Price amount={held} currency={currency} className="font-semibold" />
          </FactLine>
        ) : null,
      )}
    </dl>
  );
}

/** Paid, and not given yet: nothing is left to do for the player. */
export function OwedPurchase({ purchase }: { purchase: PurchaseDetail }) {
  const t = useT("shop");
  return (
    <PurchaseState shown={purchase.status} title={t("owed.title")} lead={t("owed.lead")}>
      <div className="grid gap-4 border-t border-line pt-6">
        <PurchaseFacts purchase={purchase} />
        <PurchaseGives purchase={purchase} />
      </div>
      <Button asChild variant="primary" size="lg" block>
        <Link href="/shop">{t("end.shop")}</Link>
      </Button>
    </PurchaseState>
  );
}

/** No purchase of this player has this receipt. */
export function UnknownPurchase() {
  const t = useT("shop");
  return (
    <PurchaseState shown="unknown" title={t("end.unknown.title")} lead={t("end.unknown.lead")}>
      <Button asChild variant="primary" size="lg" block>
        <Link href="/shop">{t("end.shop")}</Link>
      </Button>
    </PurchaseState>
  );
}
