"use client";

import { StoreIcon } from "lucide-react";
import { useMarketQuery } from "@/features/responsible/hooks/use-market";
import { useT } from "@/shared/i18n/use-t";
import { useGem } from "@/shared/live/store";
import { Card } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { PendingNotice } from "./pending-notice";
import { Price } from "./price";
import { PurchaseList } from "./purchase-list";
import { ShelfSkeleton, Shelves } from "./shelves";

/** What is sold, where this market sells anything, and what was bought. */
export function ShopScreen() {
  const t = useT("shop");
  const gems = useGem();
  const market = useMarketQuery();
  const closed = market.data?.purchases === false;
  return (
    <div className="grid grid-cols-1 gap-8">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
          <p className="mt-1.5 text-muted">{t(closed ? "closed.intro" : "intro")}</p>
        </div>
        {gems === null || closed ? null : (
          <p data-slot="gems" className="flex items-center gap-2 text-sm">
            <span className="text-muted">{t("gems")}</span>
            <Price amount={gems} currency="gem" className="text-base font-semibold" />
          </p>
        )}
      </header>
      <PendingNotice />
      {closed ? (
        <Card>
          <EmptyState icon={<StoreIcon aria-hidden strokeWidth={1.25} />} title={t("closed.title")} hint={t("closed.hint")} />
        </Card>
      ) : market.data ? (
        <Shelves />
      ) : market.error ? (
        <Card>
          <ErrorState error={market.error} onRetry={() => void market.refetch()} />
        </Card>
      ) : (
        <ShelfSkeleton />
      )}
      <section aria-labelledby="shop-history">
        <h2 id="shop-history" className="mb-3 text-lg font-semibold">
          {t("history")}
        </h2>
        <PurchaseList />
      </section>
    </div>
  );
}
