"use client";

import { useState } from "react";
import { Link, useNavigate } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useGem, useGold } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { celebrate } from "@/shared/ui/reward-burst";
import { RewardItems, itemsOfBundle } from "@/shared/ui/reward-items";
import { Sheet } from "@/shared/ui/sheet";
import { Stepper } from "@/shared/ui/stepper";
import { type Wish, useBuy, useQuote } from "../api/shop";
import { usePayment } from "../hooks/use-payment";
import type { Offer } from "../offer";
import { checkoutPage, isMoney, safeUrl } from "../payment";
import { BuyRefusal } from "./buy-refusal";
import { LimitsNotice } from "./limits-notice";
import { Price } from "./price";
import { PromoField } from "./promo-field";

/** How many, what that gives, what it costs and what is left: nothing is bought by surprise. */
export function ProductSheet({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const t = useT("shop");
  const { play } = useSound();
  const { push } = useNavigate();
  const { leave } = usePayment();
  const balances: Record<string, number | null> = { gold: useGold(), gem: useGem() };
  const buy = useBuy();
  const [wanted, setQuantity] = useState(1);
  const [promo, setPromo] = useState<string | null>(null);
  const { currency } = offer;
  // What is left may have become less while it was looked at.
  const quantity = Math.min(wanted, offer.most);
  const wish: Wish = { id: offer.id, limited: offer.limited, quantity, promo };
  const quote = useQuote(wish);
  const quoted = promo === null ? null : (quote.data ?? null);
  const total = quoted?.amount ?? offer.unit * quantity;
  const held = balances[currency] ?? null;
  const short = held !== null && held < total;
  const refused = buy.data?.status === "failed" ? (buy.data.reason ?? "other") : null;
  const waiting = buy.data?.status === "pending" ? buy.data.receipt_code : null;
  const confirm = () =>
    buy.mutate(
      // A code that was refused is not sent.
      { ...wish, promo: quoted ? promo : null },
      {
        onSuccess: ({ status, granted, checkout_url, receipt_code }) => {
          if (status === "pending") {
            const url = safeUrl(checkout_url, window.location.origin);
            if (url) leave(url);
            else push(checkoutPage(receipt_code));
          }
          if (status !== "success" || !granted) return;
          play("win");
          celebrate(itemsOfBundle(granted), t("bought"));
          onClose();
        },
      },
    );
  const items = quoted ? itemsOfBundle(quoted.grants) : itemsOfBundle(offer.grants).map(({ type, amount }) => ({ type, amount: amount * quantity }));
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={offer.name} description={offer.description}>
      <div className="grid gap-6">
        <Stepper label={t("quantity")} value={quantity} most={offer.most} disabled={waiting !== null} onChange={setQuantity} />
        <div className="grid gap-2">
          <p className="text-sm text-muted">{t("gives")}</p>
          <RewardItems items={items} size="lg" />
        </div>
        {offer.promo ? <PromoField applied={promo} error={promo === null ? null : quote.error} busy={quote.isFetching} onApply={setPromo} /> : null}
        <Total total={total} cut={quoted?.promo_cut ?? 0} currency={currency} held={held} />
        {isMoney(currency) ? <LimitsNotice /> : null}
        {buy.error ? <BuyRefusal error={buy.error} /> : null}
        {refused ? (
          <p role="alert" className="rounded-md bg-loss-soft px-3.5 py-3 text-sm text-text">
            {refused === "insufficient_funds" ? t(`short.${currency === "gem" ? "gem" : "gold"}`) : t(t.has(`why.${refused}`) ? `why.${refused}` : "why.other")}
          </p>
        ) : short ? (
          <p className="text-sm text-muted">{t(`short.${currency === "gem" ? "gem" : "gold"}`)}</p>
        ) : null}
        {waiting ? (
          <Leaving receipt={waiting} />
        ) : (
          <Button variant="primary" size="lg" block disabled={short || offer.state !== "open" || quote.isFetching} busy={buy.isPending} onClick={confirm}>
            {offer.state === "open" ? t(isMoney(currency) ? "pay.go" : "buy") : t(`state.${offer.state}`, { tier: offer.tier })}
          </Button>
        )}
        <p className="text-xs text-muted">{t(isMoney(currency) ? "pay.fine" : "fine")}</p>
      </div>
    </Sheet>
  );
}

type TotalProps = { total: number; cut: number; currency: Offer["currency"]; held: number | null };

function Total({ total, cut, currency, held }: TotalProps) {
  const t = useT("shop");
  return (
    <dl className="grid gap-2 border-t border-line pt-4">
      {cut > 0 ? (
        <div className="flex items-baseline justify-between gap-4 text-sm text-gain">
          <dt>{t("promo.cut")}</dt>
          <dd>
            −<Price amount={cut} currency={currency} />
          </dd>
        </div>
      ) : null}
      <div className="flex items-baseline justify-between gap-4">
        <dt className="text-sm text-muted">{t("total")}</dt>
        <dd className="text-xl font-semibold">
          <Price amount={total} currency={currency} />
        </dd>
      </div>
      {held === null ? null : (
        <div className="flex items-baseline justify-between gap-4 text-sm text-muted">
          <dt>{t("left")}</dt>
          <dd>
            <Price amount={Math.max(0, held - total)} currency={currency} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The browser is on its way to the payment page; who comes back here finds the way on. */
function Leaving({ receipt }: { receipt: string }) {
  const t = useT("shop");
  return (
    <div className="grid gap-3">
      <p role="status" className="text-sm text-muted">
        {t("pay.leaving")}
      </p>
      <Button asChild variant="primary" size="lg" block>
        <Link href={checkoutPage(receipt)}>{t("pay.continue")}</Link>
      </Button>
    </div>
  );
}
