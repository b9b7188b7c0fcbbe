"use client";

import { useState } from "react";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { type Pass, daysUntil, shareOf } from "../pass";
import { PremiumSheet } from "./premium-sheet";

type Props = { pass: Pass; busy: boolean; onTakeAll: () => void };

/** The season, the own level and what is left of it, and the two things one can do. */
export function SeasonHead({ pass, busy, onTakeAll }: Props) {
  const t = useT("pass");
  const locale = useLocale();
  const format = useFormat();
  const [now] = useState(() => Date.now());
  const { season } = pass;
  return (
    <Card className="grid gap-5 md:grid-cols-[auto_minmax(0,1fr)_auto] md:items-center md:gap-8 md:p-7">
      <div className="flex items-baseline gap-3 md:grid md:justify-items-center md:gap-0">
        <span className="text-sm text-muted md:order-last">{t("level")}</span>
        <span className="font-display text-5xl leading-none text-violet md:text-6xl">{pass.level}</span>
        <span className="sr-only">{t("levelOf", { level: pass.level, count: season.level_count })}</span>
      </div>
      <div className="grid min-w-0 gap-2.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="text-lg font-semibold">{season.title[locale]}</h2>
          <span className="text-sm text-muted">
            {t("daysLeft", { days: daysUntil(season.ends_at, now) })} · {t("ends", { date: format.dateTime(season.ends_at) })}
          </span>
        </div>
        <Progress pass={pass} />
        <p className="text-sm text-muted">{t("how")}</p>
        <p className="text-sm text-muted">
          {t("kept")}{" "}
          <Link href="/missions" className="underline underline-offset-4 hover:text-text">
            {t("missions")}
          </Link>
        </p>
      </div>
      <div className="grid gap-2 md:w-52">
        <Button variant="primary" block busy={busy} disabled={pass.claimable === 0} onClick={onTakeAll}>
          {pass.claimable > 0 ? t("claimAll", { count: pass.claimable }) : t("nothing")}
        </Button>
        {pass.premium_owned ? (
          <p className="grid min-h-11 place-items-center text-center text-sm text-violet">{t("premium.owned")}</p>
        ) : (
          <PremiumSheet pass={pass} />
        )}
      </div>
    </Card>
  );
}

function Progress({ pass }: { pass: Pass }) {
  const t = useT("pass");
  const format = useFormat();
  const share = Math.round(shareOf(pass) * 100);
  const left = pass.points_to_next;
  return (
    <div className="grid gap-1.5">
      <div
        role="progressbar"
        aria-label={t("progress")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share}
        className="h-2.5 overflow-hidden rounded-full bg-raised"
      >
        <div className="h-full rounded-full bg-violet transition-[width] duration-(--duration-reward) ease-ui" style={{ width: `${share}%` }} />
      </div>
      <p className="tabular flex flex-wrap justify-between gap-x-4 text-sm">
        <span>{left === null ? t("full") : t("toNext", { points: format.integer(left), level: pass.level + 1 })}</span>
        <span className="text-muted">{t("points", { points: format.integer(pass.points) })}</span>
      </p>
    </div>
  );
}
