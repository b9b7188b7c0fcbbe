"use client";

import { BookOpenIcon, CalendarCheckIcon, CrownIcon, FlagIcon, LampIcon, ListChecksIcon, type LucideIcon, MedalIcon, MicVocalIcon, PuzzleIcon, StoreIcon, UsersIcon } from "lucide-react";
import { NotificationDot } from "@/shared/shell/notification-dot";
import type { Dashboard } from "@/shared/api/types";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useLive } from "@/shared/live/store";
import { useDashboard } from "@/shared/live/use-dashboard";
import { Card } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";

type Door = {
  name: string;
  href: `/${string}`;
  icon: LucideIcon;
  /** The line that tells how it stands now. */
  line?: (dashboard: Dashboard) => Record<string, number | string> | null;
  waits?: keyof Dashboard["claimable"] | "payments";
};

/** Every reason to come back, the daily ones first. */
const daily: readonly Door[] = [
  { name: "streak", href: "/streak", icon: CalendarCheckIcon, waits: "streak", line: ({ streak }) => ({ count: streak.streak_count }) },
  { name: "missions", href: "/missions", icon: ListChecksIcon, waits: "missions", line: ({ missions }) => ({ done: missions.filter(({ completed }) => completed).length, all: missions.length }) },
  { name: "pass", href: "/pass", icon: LampIcon, waits: "pass", line: ({ pass }) => (pass ? { level: pass.level, all: pass.level_count } : null) },
  { name: "vip", href: "/vip", icon: CrownIcon, waits: "vip", line: ({ vip }) => ({ percent: vip.progress.percent }) },
];

const more: readonly Door[] = [
  { name: "events", href: "/events", icon: FlagIcon, waits: "events", line: ({ events }) => ({ count: events.length }) },
  { name: "stage", href: "/stage", icon: MicVocalIcon },
  { name: "achievements", href: "/achievements", icon: MedalIcon, waits: "achievements", line: ({ achievements }) => ({ unlocked: achievements.unlocked, all: achievements.total }) },
  { name: "shop", href: "/shop", icon: StoreIcon, waits: "payments" },
  { name: "friends", href: "/friends", icon: UsersIcon },
  { name: "stories", href: "/stories", icon: BookOpenIcon },
  { name: "quiz", href: "/quiz", icon: PuzzleIcon },
];

/** The club at a glance: each room with how one stands in it, and what waits there. */
export function ClubScreen() {
  const t = useT("club");
  const { data, error, refetch } = useDashboard();
  return (
    <div className="grid grid-cols-1 gap-8">
      <header>
        <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
        <p className="mt-1.5 text-muted">{t("intro")}</p>
      </header>
      {error && !data ? (
        <Card>
          <ErrorState error={error} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <>
          <section aria-labelledby="club-daily">
            <h2 id="club-daily" className="mb-3 text-lg font-semibold">
              {t("daily")}
            </h2>
            <ul className="grid gap-4 sm:grid-cols-2">
              {daily.map((door) => (
                <DoorTile key={door.name} door={door} dashboard={data} large />
              ))}
            </ul>
          </section>
          <section aria-labelledby="club-more">
            <h2 id="club-more" className="mb-3 text-lg font-semibold">
              {t("more")}
            </h2>
            <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
              {more.map((door) => (
                <DoorTile key={door.name} door={door} dashboard={data} />
              ))}
            </ul>
          </section>
        </>
      )}
    </div>
  );
}

function DoorTile({ door, dashboard, large = false }: { door: Door; dashboard: Dashboard | undefined; large?: boolean }) {
  const t = useT("club");
  const Icon = door.icon;
  const payments = useLive(({ pending }) => pending);
  const waiting = door.waits === "payments" ? payments : dashboard && door.waits ? dashboard.claimable[door.waits] : 0;
  const values = dashboard ? door.line?.(dashboard) : undefined;
  return (
    <li>
      <Link
        href={door.href}
        className={cn(
          "hairline flex h-full items-center gap-4 rounded-lg bg-surface p-5 shadow-lift transition-colors duration-(--duration-ui) hover:bg-raised",
          waiting > 0 && "border-pink",
        )}
      >
        <span aria-hidden className={cn("grid shrink-0 place-items-center rounded-full", large ? "size-14" : "size-12", waiting > 0 ? "bg-pink-soft text-pink" : "bg-violet-soft text-violet")}>
          <Icon className={large ? "size-6" : "size-5"} strokeWidth={1.75} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block font-semibold">{t(`door.${door.name}`)}</span>
          <span className="block text-sm text-muted">
            {door.line && !dashboard ? <Skeleton className="mt-1 h-4 w-32" /> : values ? t(`line.${door.name}`, values) : t(`about.${door.name}`)}
          </span>
        </span>
        <NotificationDot count={waiting} label={t(door.waits === "payments" ? "unpaid" : "waiting", { count: waiting })} />
      </Link>
    </li>
  );
}
