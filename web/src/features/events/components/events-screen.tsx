"use client";

import { CalendarDaysIcon } from "lucide-react";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useEvents } from "../api/events";
import { type LiveEvent, sectionsOf } from "../event";
import { EventCard, EventRow } from "./event-card";

const PAST_SHOWN = 12;

/** What runs in the club, what comes, and what is over. */
export function EventsScreen() {
  const t = useT("events");
  const found = useEvents();
  return (
    <div className="grid grid-cols-1 gap-8">
      <header className="grid max-w-2xl gap-2">
        <h1 className="text-2xl font-bold">{t("title")}</h1>
        <p className="text-muted">{t("intro")}</p>
      </header>
      {found.error && !found.data ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data ? (
        <Sections events={found.data} />
      ) : (
        <div className="grid gap-5 lg:grid-cols-2">
          <Skeleton className="h-80 lg:col-span-2" />
          <Skeleton className="h-64" />
          <Skeleton className="h-64" />
        </div>
      )}
    </div>
  );
}

function Sections({ events }: { events: readonly LiveEvent[] }) {
  const t = useT("events");
  const { active, upcoming, ended } = sectionsOf(events);
  return (
    <>
      <section aria-labelledby="events-active" className="grid grid-cols-1 gap-4">
        <h2 id="events-active" className="text-lg font-semibold">
          {t("active")}
        </h2>
        {active.length > 0 ? (
          <div className="grid grid-cols-1 gap-5 lg:grid-cols-2 xl:grid-cols-3">
            {active.map((event, index) => (
              <EventCard key={event.id} event={event} lead={index === 0} />
            ))}
          </div>
        ) : (
          <Card>
            <EmptyState
              icon={<CalendarDaysIcon aria-hidden strokeWidth={1.5} />}
              title={t("empty")}
              hint={t("emptyHint")}
              action={
                <Button asChild>
                  <Link href="/games">{t("play")}</Link>
                </Button>
              }
            />
          </Card>
        )}
      </section>
      <Rows id="events-upcoming" title={t("upcoming")} events={upcoming} />
      <Rows id="events-ended" title={t("ended")} events={ended.slice(0, PAST_SHOWN)} />
    </>
  );
}

function Rows({ id, title, events }: { id: string; title: string; events: readonly LiveEvent[] }) {
  if (events.length === 0) return null;
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-2">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      <Card className="py-1">
        <ul className="divide-y divide-line">
          {events.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </ul>
      </Card>
    </section>
  );
}
