"use client";

import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import type { Banner } from "../api/banners";

const PPM = 1_000_000;

/** The banner's rules in plain words, every figure from the table that plays. */
export function GachaRules({ banner, sharing }: { banner: Banner; sharing: readonly Banner[] }) {
  const t = useT("gacha");
  const locale = useLocale();
  const format = useFormat();
  const { rules, rate_up } = banner;
  const base = banner.tiers.find(({ tier }) => tier === "SSR")?.base ?? 0;
  const featured = banner.items.filter(({ is_rate_up }) => is_rate_up).map(({ name }) => name[locale]);
  const copies = banner.tiers.map((line) => `${line.tier} ${t(`cost.${banner.currency}`, { amount: format.integer(line.converts_to) })}`).join(" · ");
  const lines: [string, string][] = [
    [t("rules.pull"), t("rules.pullText")],
    [t("rules.sr"), t("rules.srText", { count: rules.sr_within })],
    [
      t("rules.ssr"),
      t("rules.ssrText", {
        base: format.percent(base, 1),
        from: rules.soft_from,
        step: format.percent(rules.soft_step_ppm / PPM, 0),
        hard: rules.hard,
      }),
    ],
    ...(rate_up
      ? ([[t("rules.rateUp"), t("rules.rateUpText", { name: featured.join(", "), share: format.percent(rate_up.share_ppm / PPM, 0) })]] as [string, string][])
      : []),
    ...(sharing.length > 1
      ? ([[t("rules.shared"), t("rules.sharedText", { banners: sharing.map(({ name }) => name[locale]).join(", ") })]] as [string, string][])
      : []),
    [t("rules.copies"), `${t("rules.copiesText")} ${copies}`],
    [t("rules.returns"), t("rules.returnsText", { rtp: format.percent(banner.rtp, 2) })],
    [t("rules.fair"), t("rules.fairText")],
  ];
  return (
    <dl className="grid gap-4 text-sm">
      {lines.map(([term, text]) => (
        <div key={term} className="grid gap-1">
          <dt className="font-semibold">{term}</dt>
          <dd className="text-muted">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
