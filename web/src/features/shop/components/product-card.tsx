"use client";

import { LockIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { RewardItems, itemsOfBundle } from "@/shared/ui/reward-items";
import type { Product } from "../api/shop";
import { Price } from "./price";

/** One product: what it gives, what it costs, and until when. */
export function ProductCard({ product, onChoose }: { product: Product; onChoose: () => void }) {
  const t = useT("shop");
  const format = useFormat();
  const { discount, effective_price, ends_at, price } = product;
  return (
    <Card className="flex h-full flex-col gap-4">
      <div className="flex items-start justify-between gap-3">
        <h3 className="text-lg font-semibold">{product.name}</h3>
        {discount ? <span className="tabular rounded-full bg-pink-soft px-2.5 py-1 text-xs font-semibold text-pink">−{discount.percent}%</span> : null}
      </div>
      <RewardItems items={itemsOfBundle(product.grants)} size="lg" />
      <p className="text-sm text-muted">{product.description}</p>
      <div className="mt-auto grid gap-3">
        {discount ? (
          <p className="text-sm text-muted">
            <span className="sr-only">{t("before")} </span>
            <s>
              <Price amount={price.amount} currency={price.currency} />
            </s>
            {ends_at ? <span className="ml-2">{t("until", { date: format.dateTime(ends_at) })}</span> : null}
          </p>
        ) : null}
        <Button block disabled={!product.available} onClick={onChoose}>
          <span className="sr-only">{t("choose", { name: product.name })} </span>
          {product.available ? (
            <Price amount={effective_price} currency={price.currency} />
          ) : (
            <>
              <LockIcon aria-hidden className="size-4" />
              {t("tier", { tier: product.tier_required ?? "" })}
            </>
          )}
        </Button>
      </div>
    </Card>
  );
}
