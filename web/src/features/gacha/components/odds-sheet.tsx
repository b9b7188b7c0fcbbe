"use client";

import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Sheet } from "@/shared/ui/sheet";
import { type Banner, tiers } from "../api/banners";
import { Lantern } from "./lantern";
import { TierMark } from "./tier-mark";

type Props = { banner: Banner; open: boolean; onOpenChange: (open: boolean) => void };

/** The exact odds of every tier and every item: at the base, and in the long run with all guarantees. */
export function OddsSheet({ banner, open, onOpenChange }: Props) {
  const t = useT("gacha");
  const locale = useLocale();
  const format = useFormat();
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("odds.title")} description={`${banner.name[locale]} · ${t("odds.version", { version: banner.config_version })}`}>
      <div className="gacha grid gap-6">
        <section className="grid gap-2">
          <h3 className="font-semibold">{t("odds.byTier")}</h3>
          <table className="tabular w-full text-sm">
            <thead className="text-left text-xs text-muted">
              <tr>
                <th className="py-1 font-medium">{t("odds.tier")}</th>
                <th className="py-1 text-right font-medium">{t("odds.base")}</th>
                <th className="py-1 text-right font-medium">{t("odds.effective")}</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {banner.tiers.map((line) => (
                <tr key={line.tier}>
                  <th scope="row" className="py-2 text-left">
                    <TierMark tier={line.tier} />
                  </th>
                  <td className="py-2 text-right">{format.percent(line.base, 2)}</td>
                  <td className="py-2 text-right">{format.percent(line.effective, 4)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="text-xs text-muted">{t("odds.explain", { mean: format.decimal(banner.mean_pulls_ssr, 2) })}</p>
        </section>
        <section className="grid gap-2">
          <h3 className="font-semibold">{t("odds.byItem")}</h3>
          {tiers.map((tier) => (
            <ul key={tier} className="divide-y divide-line">
              {banner.items
                .filter((item) => item.tier === tier)
                .map((item) => (
                  <li key={item.item_id} className="flex items-center gap-3 py-1.5 text-sm">
                    <Lantern itemId={item.item_id} className="size-9 shrink-0" />
                    <TierMark tier={tier} />
                    <span className="min-w-0 flex-1">
                      {item.name[locale]}
                      {item.is_rate_up ? <span className="block text-xs text-muted">{t("odds.rateUp")}</span> : null}
                    </span>
                    <span className="tabular text-right">
                      <span className="sr-only">{t("odds.base")} </span>
                      {format.percent(item.probability, 3)}
                      <span className="block text-xs text-muted">
                        <span className="sr-only">{t("odds.effective")} </span>
                        {format.percent(item.effective, 4)}
                      </span>
                    </span>
                  </li>
                ))}
            </ul>
          ))}
          <p className="text-xs text-muted">{t("odds.itemHint")}</p>
        </section>
        <section className="grid gap-2">
          <h3 className="font-semibold">{t("odds.wait")}</h3>
          <dl className="tabular grid grid-cols-2 gap-x-6 gap-y-1 text-sm">
            {banner.ssr_within.map(({ pulls, probability }) => (
              <div key={pulls} className="flex justify-between gap-2">
                <dt className="text-muted">{t("odds.pulls", { count: pulls })}</dt>
                <dd>{format.percent(probability, 2)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Sheet>
  );
}
