"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { RewardItems, itemsOfBundle } from "@/shared/ui/reward-items";
import type { Package } from "../api/shop";
import { Price } from "./price";
import { TimeLeft } from "./time-left";

const FULL = 100;

/** A limited package: what is left of it, until when, and why it cannot be bought when it cannot. */
export function PackageCard({ one, onChoose }: { one: Package; onChoose: () => void }) {
  const t = useT("shop");
  const format = useFormat();
  const open = one.state === "open";
  const share = one.stock > 0 ? Math.round((one.left / one.stock) * FULL) : 0;
  return (
    <Card className="flex h-full flex-col gap-4">
      <div className="flex items-start justify-between gap-3">
        <h3 className="text-lg font-semibold">{one.name}</h3>
        <span className="rounded-full bg-violet-soft px-2.5 py-1 text-xs font-semibold whitespace-nowrap text-violet">{t("package.badge")}</span>
      </div>
      <RewardItems items={itemsOfBundle(one.grants)} size="lg" />
      {one.description ? <p className="text-sm text-muted">{one.description}</p> : null}
      <div className="mt-auto grid gap-3">
        <div className="grid gap-1.5">
          <div className="flex flex-wrap justify-between gap-x-3 gap-y-1 text-sm">
            <span className="tabular">{t("package.left", { left: one.left, stock: one.stock })}</span>
            {one.state === "over" ? null : <TimeLeft until={one.state === "soon" ? one.starts_at : one.ends_at} opens={one.state === "soon"} />}
          </div>
          <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-raised">
            <div className="h-full rounded-full bg-violet transition-[width] duration-(--duration-ui)" style={{ width: `${share}%` }} />
          </div>
          <p className="tabular flex flex-wrap justify-between gap-x-3 text-xs text-muted">
            <span>{t("package.mine", { bought: one.bought, most: one.per_user_limit })}</span>
            <span>{one.state === "soon" ? t("package.from", { date: format.dateTime(one.starts_at) }) : t("until", { date: format.dateTime(one.ends_at) })}</span>
          </p>
        </div>
        <Button block disabled={!open} onClick={onChoose}>
          {open ? <span className="sr-only">{t("choose", { name: one.name })} </span> : null}
          {open ? <Price amount={one.effective_price} currency={one.price.currency} /> : t(`state.${one.state}`, { tier: one.tier_required ?? "" })}
        </Button>
      </div>
    </Card>
  );
}
