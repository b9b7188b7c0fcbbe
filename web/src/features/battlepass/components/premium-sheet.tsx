"use client";

import { useState } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useGem } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import { Sheet } from "@/shared/ui/sheet";
import { toast } from "@/shared/ui/toast";
import { useBuyPremium } from "../api/pass";
import { type Pass, sumOf } from "../pass";
import { PartList } from "./parts";

/** The paid track: what it holds, what it would give at once, what it costs, and what it is not. */
export function PremiumSheet({ pass }: { pass: Pass }) {
  const t = useT("pass");
  const [open, setOpen] = useState(false);
  return (
    <Sheet
      open={open}
      onOpenChange={setOpen}
      trigger={<Button block>{t("premium.open")}</Button>}
      title={t("premium.title")}
      description={t("premium.lead")}
    >
      <Offer pass={pass} onBought={() => setOpen(false)} />
    </Sheet>
  );
}

function Offer({ pass, onBought }: { pass: Pass; onBought: () => void }) {
  const t = useT("pass");
  const format = useFormat();
  const errorText = useErrorText();
  const { play } = useSound();
  const gems = useGem();
  const buy = useBuyPremium();
  const { season } = pass;
  const price = season.premium_price_gem;
  const lacking = gems === null ? 0 : Math.max(0, price - gems);
  const atOnce = sumOf(pass.levels, "paid", pass.level);
  return (
    <div className="grid gap-6">
      <Part title={t("premium.all")}>
        <PartList label={t("premium.all")} parts={sumOf(pass.levels, "paid", season.level_count)} />
      </Part>
      <Part title={atOnce.length > 0 ? t("premium.now", { level: pass.level }) : t("premium.nowNone")}>
        {atOnce.length > 0 ? <PartList label={t("premium.now", { level: pass.level })} parts={atOnce} /> : null}
      </Part>
      <dl className="grid gap-1 border-t border-line pt-4">
        <Line label={t("premium.price")} value={price} />
        {gems === null ? null : <Line label={t("premium.have")} value={gems} />}
      </dl>
      <div className="grid gap-2 text-sm text-muted">
        <p>{t("premium.until", { date: format.full(season.ends_at) })}</p>
        <p>{t("premium.calm")}</p>
      </div>
      {buy.error ? (
        <p role="alert" className="text-sm text-loss">
          {errorText(buy.error)}
        </p>
      ) : null}
      <div className="grid gap-2">
        <Button
          variant="primary"
          size="lg"
          block
          busy={buy.isPending}
          disabled={lacking > 0}
          onClick={() =>
            buy.mutate(season.season_id, {
              onSuccess: () => {
                play("free-spins");
                toast.success(t("premium.bought"));
                onBought();
              },
            })
          }
        >
          {lacking > 0 ? t("premium.lacking", { amount: lacking }) : t("premium.buy", { amount: format.integer(price) })}
        </Button>
        {lacking > 0 ? <p className="text-center text-sm text-muted">{t("premium.source")}</p> : null}
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="grid gap-3">
      <h3 className="text-sm font-semibold text-muted">{title}</h3>
      {children}
    </section>
  );
}

function Line({ label, value }: { label: string; value: number }) {
  const t = useT("common");
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{label}</dt>
      <dd className="flex items-baseline gap-1.5 font-semibold">
        <Amount value={value} currency="gem" /> <span className="text-sm font-normal text-muted">{t("gem")}</span>
      </dd>
    </div>
  );
}
