"use client";

import { MinusIcon, PlusIcon } from "lucide-react";
import { useState } from "react";
import { FormError } from "@/features/auth/components/form-error";
import { useT } from "@/shared/i18n/use-t";
import { useGem, useGold } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { celebrate } from "@/shared/ui/reward-burst";
import { RewardItems, itemsOfBundle } from "@/shared/ui/reward-items";
import { Sheet } from "@/shared/ui/sheet";
import { type Product, useBuy } from "../api/shop";
import { Price } from "./price";

const QUANTITY_MAX = 99;

/** How many, what that gives, what it costs and what is left: nothing is bought by surprise. */
export function ProductSheet({ product, onClose }: { product: Product; onClose: () => void }) {
  const t = useT("shop");
  const { play } = useSound();
  const balances: Record<string, number | null> = { gold: useGold(), gem: useGem() };
  const buy = useBuy();
  const [quantity, setQuantity] = useState(1);
  const { currency } = product.price;
  const total = product.effective_price * quantity;
  const held = balances[currency];
  const short = held !== null && held !== undefined && held < total;
  const refused = buy.data?.status === "failed" ? (buy.data.reason ?? "other") : null;
  const confirm = () =>
    buy.mutate(
      { productId: product.product_id, quantity },
      {
        onSuccess: ({ status, granted }) => {
          if (status !== "success" || !granted) return;
          play("win");
          celebrate(itemsOfBundle(granted), t("bought"));
          onClose();
        },
      },
    );
  const items = itemsOfBundle(product.grants).map(({ type, amount }) => ({ type, amount: amount * quantity }));
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={product.name} description={product.description}>
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
            <Button size="icon" aria-label={t("more")} disabled={quantity >= QUANTITY_MAX} onClick={() => setQuantity(quantity + 1)}>
              <PlusIcon aria-hidden className="size-4" />
            </Button>
          </div>
        </div>
        <div className="grid gap-2">
          <p className="text-sm text-muted">{t("gives")}</p>
          <RewardItems items={items} size="lg" />
        </div>
        <dl className="grid gap-2 border-t border-line pt-4">
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
        <FormError error={buy.error} />
        {short || refused ? (
          <p role={refused ? "alert" : undefined} className="text-sm text-muted">
            {t(refused && refused !== "insufficient_funds" ? "reason.other" : `short.${currency === "gem" ? "gem" : "gold"}`)}
          </p>
        ) : null}
        <Button variant="primary" size="lg" block disabled={short} busy={buy.isPending} onClick={confirm}>
          {t("buy")}
        </Button>
        <p className="text-xs text-muted">{t("fine")}</p>
      </div>
    </Sheet>
  );
}
