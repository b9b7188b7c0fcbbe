"use client";

import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { Card, CardTitle } from "@/shared/ui/card";
import { Skeleton } from "@/shared/ui/skeleton";
import { type PlaySession, usePlaySession } from "../hooks/use-play-session";
import { BreakSection } from "./break-section";
import { ExcludeSection } from "./exclude-section";
import { HistorySection } from "./history-section";
import { LimitsSection } from "./limits-section";
import { RealityCheck } from "./reality-check";

/** Own limits, breaks and a look back, in one calm place. */
export function ResponsibleScreen() {
  const t = useT("responsible");
  const session = usePlaySession();
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-5">
      <header className="grid gap-2">
        <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
        <p className="text-muted">{t("lead")}</p>
      </header>
      <Today session={session} />
      <LimitsSection session={session} />
      <BreakSection session={session} />
      <ExcludeSection />
      <HistorySection />
      <section aria-labelledby="help-title" className="px-1 text-sm">
        <h2 id="help-title" className="font-semibold">
          {t("help.title")}
        </h2>
        <p className="mt-1 text-muted">{t("help.text")}</p>
      </section>
      <RealityCheck session={session} />
    </div>
  );
}

function Today({ session }: { session: PlaySession | undefined }) {
  const t = useT("responsible");
  return (
    <Card aria-labelledby="today-title">
      <CardTitle id="today-title">{t("today.title")}</CardTitle>
      {session ? (
        <dl className="mt-4 grid grid-cols-3 gap-3">
          <div className="grid gap-0.5">
            <dt className="text-xs text-muted">{t("today.minutes")}</dt>
            <dd className="tabular text-lg font-semibold">{t("today.minutesValue", { minutes: session.minutes_today })}</dd>
          </div>
          <div className="grid gap-0.5">
            <dt className="text-xs text-muted">{t("today.net")}</dt>
            <dd className="text-lg font-semibold">
              <Amount value={session.net_today} signed />
            </dd>
          </div>
          <div className="grid gap-0.5">
            <dt className="text-xs text-muted">{t("today.sitting")}</dt>
            <dd className="tabular text-lg font-semibold">
              {session.started_at ? t("today.sittingValue", { minutes: session.minutes }) : t("today.nobody")}
            </dd>
          </div>
        </dl>
      ) : (
        <Skeleton className="mt-4 h-12" />
      )}
      <p className="mt-4 text-sm text-muted">{t("today.check")}</p>
    </Card>
  );
}
