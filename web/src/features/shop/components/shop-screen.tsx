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
import { PurchaseList } from "./purchase-list";

/** What is sold, and what was bought. */
export function ShopScreen() {
  const t = useT("shop");
  const { data, error, refetch } = useCatalog();
  const packages = usePackages();
  const [chosen, setChosen] = useState<Offer | null>(null);
  return (
    <div className="grid grid-cols-1 gap-8">
      <header>
        <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
        <p className="mt-1.5 text-muted">{t("intro")}</p>
      </header>
      {packages.data && packages.data.items.length > 0 ? (
        <section aria-labelledby="shop-packages">
          <h2 id="shop-packages" className="mb-3 text-lg font-semibold">
            {t("package.title")}
          </h2>
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {packages.data.items.map((one) => (
              <li key={one.package_id}>
                <PackageCard one={one} onChoose={() => setChosen(offerOfPackage(one))} />
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
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {data || error
            ? data?.items.map((one) => (
                <li key={one.product_id}>
                  <ProductCard product={one} onChoose={() => setChosen(offerOfProduct(one))} />
                </li>
              ))
            : [0, 1, 2].map((place) => (
                <li key={place}>
                  <Skeleton className="h-56 rounded-lg" />
                </li>
              ))}
        </ul>
      </section>
      <section aria-labelledby="shop-history">
        <h2 id="shop-history" className="mb-3 text-lg font-semibold">
          {t("history")}
        </h2>
        <PurchaseList />
      </section>
      {chosen ? <ProductSheet offer={chosen} onClose={() => setChosen(null)} /> : null}
    </div>
  );
}
