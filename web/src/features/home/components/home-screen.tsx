"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { OnboardingCard } from "@/features/onboarding/components/onboarding-card";
import { LazyRoundSheet } from "@/features/rounds/components/lazy-round-sheet";
import { SocialProof } from "@/features/social-proof/components/social-proof";
import { useAttendance } from "@/features/streaks/hooks/use-attendance";
import type { Dashboard } from "@/shared/api/types";
import { useSession } from "@/shared/auth/session";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Card, CardTitle } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useDashboard } from "@/shared/live/use-dashboard";
import { todosOf } from "../todos";
import { LobbyTiles } from "./lobby-tiles";
import { NextStep } from "./next-step";
import { ProgressCards, StreakCard } from "./standing-cards";
import { TodayList } from "./today-list";

const lastRoundsShown = 5;

/** Far down the page: these come after what is first seen. */
const TableTiles = dynamic(() => import("@/features/lobby/table-tiles").then((tiles) => tiles.TableTiles), {
  ssr: false,
  loading: () => <Skeleton className="h-60 rounded-lg" />,
});

const RoundList = dynamic(() => import("@/features/rounds/components/round-list").then((list) => list.RoundList), {
  ssr: false,
  loading: () => <Skeleton className="m-5 h-40" />,
});

const TodayColumn = dynamic(() => import("./today-column").then((column) => column.TodayColumn), {
  ssr: false,
  loading: () => <Skeleton className="h-72 rounded-lg" />,
});

export function HomeScreen() {
  const t = useT("home");
  const nickname = useSession(({ user }) => user?.nickname ?? "");
  const dashboard = useDashboard();
  useAttendance();
  return (
    <div className="grid grid-cols-1 gap-8">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <h1 className="text-2xl font-bold lg:text-3xl">{t("greeting", { nickname })}</h1>
        <SocialProof />
      </div>
      <OnboardingCard />
      {dashboard.error && !dashboard.data ? (
        <Card>
          <ErrorState error={dashboard.error} onRetry={() => void dashboard.refetch()} />
        </Card>
      ) : (
        <div className="grid grid-cols-1 gap-4">
          <div className="grid items-stretch gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
            <TodayList dashboard={dashboard.data} />
            <StreakCard dashboard={dashboard.data} />
          </div>
          <ProgressCards dashboard={dashboard.data} />
          <NextStep lastRound={dashboard.data ? (dashboard.data.last_rounds[0] ?? null) : undefined} quiet={dashboard.data ? todosOf(dashboard.data).length > 0 : true} />
        </div>
      )}
      <section aria-labelledby="machines">
        <h2 id="machines" className="mb-3 text-lg font-semibold">
          {t("machines")}
        </h2>
        <LobbyTiles />
      </section>
      <section aria-labelledby="tables">
        <h2 id="tables" className="mb-3 text-lg font-semibold">
          {t("tables")}
        </h2>
        <TableTiles />
      </section>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <LastRounds dashboard={dashboard.data} />
        <TodayColumn />
      </div>
    </div>
  );
}

function LastRounds({ dashboard }: { dashboard: Dashboard | undefined }) {
  const t = useT("home");
  const [opened, setOpened] = useState<string | null>(null);
  const rounds = dashboard?.last_rounds.slice(0, lastRoundsShown);
  return (
    <Card>
      <div className="flex min-h-11 items-center justify-between gap-3">
        <CardTitle>{t("lastRounds")}</CardTitle>
        <Link href="/profile?tab=rounds" className="flex min-h-11 items-center text-sm text-muted hover:text-text">
          {t("allRounds")}
        </Link>
      </div>
      {rounds === undefined ? (
        <div className="grid grid-cols-1 gap-2 py-2">
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
        </div>
      ) : rounds.length === 0 ? (
        <EmptyState title={t("noRounds")} hint={t("noRoundsHint")} />
      ) : (
        <RoundList rounds={rounds} onOpen={setOpened} />
      )}
      <LazyRoundSheet roundId={opened} onClose={() => setOpened(null)} />
    </Card>
  );
}
