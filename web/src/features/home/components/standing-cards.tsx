"use client";

import { ChevronRightIcon } from "lucide-react";
import type { ReactNode } from "react";
import { WeekLanterns } from "@/features/streaks/components/week-lanterns";
import type { Dashboard } from "@/shared/api/types";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { Skeleton } from "@/shared/ui/skeleton";

type Props = { dashboard: Dashboard | undefined };

function Head({ href, title, children }: { href: `/${string}`; title: string; children?: ReactNode }) {
  return (
    <Link href={href} className="-m-2 flex min-h-11 items-center justify-between gap-3 rounded-md p-2 hover:bg-raised">
      <h2 className="text-base font-semibold">{title}</h2>
      <span className="flex items-center gap-1 text-sm text-muted">
        {children}
        <ChevronRightIcon aria-hidden className="size-4" />
      </span>
    </Link>
  );
}

/** This week's lanterns, and how long the streak is. */
export function StreakCard({ dashboard }: Props) {
  const t = useT("home");
  if (!dashboard) return <Skeleton className="h-56 rounded-lg" />;
  const { streak } = dashboard;
  return (
    <Card className="grid grid-rows-[auto_1fr_auto] gap-5">
      <Head href="/streak" title={t("standing.streak")}>
        {t("standing.days", { count: streak.streak_count })}
      </Head>
      <div className="self-center">
        <WeekLanterns streak={streak} />
      </div>
      <p className="text-sm text-muted">{t("standing.month", { count: streak.month_count })}</p>
    </Card>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <div aria-hidden className="h-2 overflow-hidden rounded-full bg-raised">
      <div className="h-full origin-left rounded-full bg-violet transition-transform duration-(--duration-reward) ease-ui" style={{ transform: `scaleX(${Math.min(1, share)})` }} />
    </div>
  );
}

/** How far the pass, the tier and the level have come. */
export function ProgressCards({ dashboard }: Props) {
  const t = useT("home");
  const format = useFormat();
  if (!dashboard) return <Skeleton className="h-28 rounded-lg" />;
  const { pass, vip, profile } = dashboard;
  const perLevel = pass && pass.points_to_next !== null ? pass.points_to_next : 0;
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Card className="grid gap-3">
        <Head href="/vip" title={t("standing.level", { level: profile.level })} />
        <Bar share={profile.experience / profile.max_experience} />
        <p className="tabular text-sm text-muted">{t("standing.experience", { now: format.integer(profile.experience), goal: format.integer(profile.max_experience) })}</p>
      </Card>
      {pass ? (
        <Card className="grid gap-3">
          <Head href="/pass" title={pass.title}>
            {`${pass.level} / ${pass.level_count}`}
          </Head>
          <Bar share={pass.level / pass.level_count} />
          <p className="tabular text-sm text-muted">{perLevel > 0 ? t("standing.pass", { points: format.integer(perLevel) }) : t("standing.passDone")}</p>
        </Card>
      ) : null}
      <Card className="grid gap-3">
        <Head href="/vip" title={t(`standing.tier.${vip.tier}`)} />
        <Bar share={vip.progress.percent / 100} />
        <p className="tabular text-sm text-muted">
          {vip.next_tier ? t("standing.nextTier", { tier: t(`standing.tier.${vip.next_tier}`), percent: vip.progress.percent }) : t("standing.topTier")}
        </p>
      </Card>
    </div>
  );
}
