"use client";

import { StoreIcon } from "lucide-react";
import { useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useCatalog, usePackages } from "../api/shop";
import { type Offer, offerOfPackage, offerOfProduct } from "../offer";
import { PackageCard } from "./package-card";
import { ProductCard } from "./product-card";
import { ProductSheet } from "./product-sheet";

type Choice = Pick<Offer, "id" | "limited">;

/** What is sold: limited packages first, then the catalogue. */
export function Shelves() {
  const t = useT("shop");
  const { data, error, refetch } = useCatalog();
  const packages = usePackages();
  const [choice, setChoice] = useState<Choice | null>(null);
  const limited = packages.data?.items ?? [];
  // Always as it is now: what is left goes on changing while the sheet is open.
  const chosen = choice?.limited ? limited.find(({ package_id }) => package_id === choice.id) : undefined;
  const product = choice && !choice.limited ? data?.items.find(({ product_id }) => product_id === choice.id) : undefined;
  const offer = chosen ? offerOfPackage(chosen) : product ? offerOfProduct(product) : null;
  return (
    <>
      {limited.length > 0 ? (
        <section aria-labelledby="shop-packages">
          <h2 id="shop-packages" className="mb-3 text-lg font-semibold">
            {t("package.title")}
          </h2>
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {limited.map((one) => (
              <li key={one.package_id}>
                <PackageCard one={one} onChoose={() => setChoice({ id: one.package_id, limited: true })} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-label={t("onSale")}>
        {error && !data ? (
          <Card>
            <ErrorState error={error} onRetry={() => void refetch()} />
          </Card>
        ) : null}
        {data?.items.length === 0 ? (
          <Card>
            <EmptyState icon={<StoreIcon aria-hidden strokeWidth={1.25} />} title={t("empty")} hint={t("emptyHint")} />
          </Card>
        ) : null}
        {data ? (
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {data.items.map((one) => (
              <li key={one.product_id}>
                <ProductCard product={one} onChoose={() => setChoice({ id: one.product_id, limited: false })} />
              </li>
            ))}
          </ul>
        ) : error ? null : (
          <ShelfSkeleton />
        )}
      </section>
      {offer ? <ProductSheet key={offer.id} offer={offer} onClose={() => setChoice(null)} /> : null}
    </>
  );
}

export function ShelfSkeleton() {
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {[0, 1, 2].map((place) => (
        <Skeleton key={place} className="h-56 rounded-lg" />
      ))}
    </div>
  );
}
