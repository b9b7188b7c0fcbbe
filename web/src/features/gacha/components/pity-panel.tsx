"use client";

import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Card, CardTitle } from "@/shared/ui/card";
import { type Banner, type Pity, tiers } from "../api/banners";
import { TierMark } from "./tier-mark";

const PPM = 1_000_000;

/** Where the player stands: both guarantees, and the exact odds of the very next capsule. */
export function PityPanel({ banner, pity }: { banner: Banner; pity: Pity }) {
  const t = useT("gacha");
  const locale = useLocale();
  const format = useFormat();
  const { hard, sr_within } = banner.rules;
  const featured = banner.items.filter(({ is_rate_up }) => is_rate_up).map(({ name }) => name[locale]);
  return (
    <Card className="grid content-start gap-4">
      <CardTitle>{t("pity.title")}</CardTitle>
      <Guarantee label={t("pity.ssr")} value={t("pity.within", { count: pity.ssr_due_in })} done={pity.since_ssr} of={hard} />
      <Guarantee label={t("pity.sr")} value={t("pity.within", { count: pity.sr_due_in })} done={pity.since_sr} of={sr_within} />
      {banner.rate_up ? (
        <p className="text-sm text-muted">
          {pity.featured_next
            ? t("pity.featuredNext", { name: featured.join(", ") })
            : t("pity.featuredHalf", { name: featured.join(", "), share: format.percent(banner.rate_up.share_ppm / PPM, 0) })}
        </p>
      ) : null}
      <div className="grid gap-2 border-t border-line pt-3">
        <p className="text-sm font-semibold">{t("pity.next")}</p>
        <dl className="grid grid-cols-4 gap-1 text-center">
          {tiers.map((tier) => (
            <div key={tier} className="grid justify-items-center gap-1">
              <dt>
                <TierMark tier={tier} />
              </dt>
              <dd className="tabular text-sm">{format.percent(pity.next_ppm[tier] / PPM, 1)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Card>
  );
}

function Guarantee({ label, value, done, of }: { label: string; value: string; done: number; of: number }) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-2 text-sm">
        <span className="text-muted">{label}</span>
        <span className="tabular font-semibold">{value}</span>
      </div>
      <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={of} aria-valuenow={Math.min(done, of)} aria-valuetext={value} className="meter">
        <span style={{ width: `${(Math.min(done, of) / of) * 100}%` }} />
      </div>
    </div>
  );
}
