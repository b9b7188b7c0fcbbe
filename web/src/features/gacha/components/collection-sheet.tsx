"use client";

import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Sheet } from "@/shared/ui/sheet";
import { Skeleton } from "@/shared/ui/skeleton";
import { type Banner, tiers } from "../api/banners";
import { useInventory } from "../api/collection";
import { Lantern } from "./lantern";
import { TierMark } from "./tier-mark";

type Props = { banners: readonly Banner[]; open: boolean; onOpenChange: (open: boolean) => void };

/** Every lantern there is to find; those found are lit. */
export function CollectionSheet({ banners, open, onOpenChange }: Props) {
  const t = useT("gacha");
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("collection.title")} description={t("collection.hint")}>
      <div className="gacha">
        <Collection banners={banners} />
      </div>
    </Sheet>
  );
}

function Collection({ banners }: { banners: readonly Banner[] }) {
  const t = useT("gacha");
  const locale = useLocale();
  const format = useFormat();
  const { data, error, isPending, refetch } = useInventory();
  if (isPending) return <Skeleton className="h-64 w-full" />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const mine = new Map(data.items.map((item) => [item.item_id, item]));
  // What has left every banner is still its owner's.
  const known = new Map([...data.items, ...banners.flatMap(({ items }) => items)].map((item) => [item.item_id, item]));
  return (
    <div className="grid gap-6">
      {data.items.length === 0 ? <EmptyState title={t("collection.empty")} hint={t("collection.emptyHint")} className="py-4" /> : null}
      {tiers.map((tier) => {
        const all = [...known.values()].filter((item) => item.tier === tier);
        const found = all.filter(({ item_id }) => mine.has(item_id)).length;
        return (
          <section key={tier} className="grid gap-3">
            <h3 className="flex items-center gap-2 text-sm font-semibold">
              <TierMark tier={tier} />
              <span className="tabular text-muted">{t("collection.count", { found, total: all.length })}</span>
            </h3>
            <ul className="grid grid-cols-4 gap-x-2 gap-y-3">
              {all.map((item) => {
                const owned = mine.get(item.item_id);
                return (
                  <li key={item.item_id} className="grid content-start justify-items-center gap-1 text-center text-xs">
                    <Lantern itemId={item.item_id} unlit={!owned} className="w-full max-w-16" />
                    <span className={owned ? "font-medium" : "text-muted"}>{item.name[locale]}</span>
                    <span className="tabular text-2xs text-muted">
                      {owned ? t("collection.owned", { count: owned.copies }) : t("collection.missing")}
                      {owned ? <span className="block whitespace-nowrap">{format.date(owned.first_at)}</span> : null}
                    </span>
                  </li>
                );
              })}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
