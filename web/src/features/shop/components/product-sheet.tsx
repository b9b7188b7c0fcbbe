"use client";

import { MinusIcon, PlusIcon } from "lucide-react";
import { useState } from "react";
import { FormError } from "@/features/auth/components/form-error";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { useGem, useGold } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { celebrate } from "@/shared/ui/reward-burst";
import { RewardItems, itemsOfBundle } from "@/shared/ui/reward-items";
import { Sheet } from "@/shared/ui/sheet";
import { type Wish, useBuy, useQuote } from "../api/shop";
import type { Offer } from "../offer";
import { Price } from "./price";
import { PromoField } from "./promo-field";

/** How many, what that gives, what it costs and what is left: nothing is bought by surprise. */
export function ProductSheet({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const t = useT("shop");
  const { play } = useSound();
  const balances: Record<string, number | null> = { gold: useGold(), gem: useGem() };
  const buy = useBuy();
  const [quantity, setQuantity] = useState(1);
  const [promo, setPromo] = useState<string | null>(null);
  const { currency } = offer;
  const wish: Wish = { id: offer.id, limited: offer.limited, quantity, promo };
  const quote = useQuote(wish);
  const quoted = promo === null ? null : (quote.data ?? null);
  const total = quoted?.amount ?? offer.unit * quantity;
  const held = balances[currency];
  const short = held !== null && held !== undefined && held < total;
  const refused = buy.data?.status === "failed" ? (buy.data.reason ?? "other") : null;
  const confirm = () =>
    buy.mutate(
      // A code that was refused is not sent.
      { ...wish, promo: quoted ? promo : null },
      {
        onSuccess: ({ status, granted }) => {
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
        <div className="flex items-center justify-between gap-4">
          <p id="shop-quantity" className="font-medium">
            {t("quantity")}
          </p>
          <div role="group" aria-labelledby="shop-quantity" className="flex items-center gap-2">
            <Button size="icon" aria-label={t("less")} disabled={quantity <= 1} onClick={() => setQuantity(quantity - 1)}>
              <MinusIcon aria-hidden className="size-4" />
            </Button>
            <output className="tabular w-10 text-center text-lg font-semibold">{quantity}</output>
            <Button size="icon" aria-label={t("more")} disabled={quantity >= offer.most} onClick={() => setQuantity(quantity + 1)}>
              <PlusIcon aria-hidden className="size-4" />
            </Button>
          </div>
        </div>
        <div className="grid gap-2">
          <p className="text-sm text-muted">{t("gives")}</p>
          <RewardItems items={items} size="lg" />
        </div>
        {offer.promo ? <PromoField applied={promo} error={promo === null ? null : quote.error} busy={quote.isFetching} onApply={setPromo} /> : null}
        <dl className="grid gap-2 border-t border-line pt-4">
          {quoted && quoted.promo_cut > 0 ? (
            <div className="flex items-baseline justify-between gap-4 text-sm text-gain">
              <dt>{t("promo.cut")}</dt>
              <dd>
                −<Price amount={quoted.promo_cut} currency={currency} />
              </dd>
            </div>
          ) : null}
          <div className="flex items-baseline justify-between gap-4">
            <dt className="text-sm text-muted">{t("total")}</dt>
            <dd className="text-xl font-semibold">
              <Price amount={total} currency={currency} />
            </dd>
          </div>
          {held === null || held === undefined ? null : (
            <div className="flex items-baseline justify-between gap-4 text-sm text-muted">
              <dt>{t("left")}</dt>
              <dd>
                <Price amount={Math.max(0, held - total)} currency={currency} />
              </dd>
            </div>
          )}
        </dl>
        {buy.error instanceof ApiError && t.has(`refused.${buy.error.code}`) ? (
          <p role="alert" className="rounded-md bg-loss-soft px-3.5 py-3 text-sm text-text">
            {t(`refused.${buy.error.code}`)}
          </p>
        ) : (
          <FormError error={buy.error} />
        )}
        {short || refused ? (
          <p role={refused ? "alert" : undefined} className="text-sm text-muted">
            {t(refused && refused !== "insufficient_funds" ? "reason.other" : `short.${currency === "gem" ? "gem" : "gold"}`)}
          </p>
        ) : null}
        <Button variant="primary" size="lg" block disabled={short || quote.isFetching} busy={buy.isPending} onClick={confirm}>
          {t("buy")}
        </Button>
        <p className="text-xs text-muted">{t("fine")}</p>
      </div>
    </Sheet>
  );
}
