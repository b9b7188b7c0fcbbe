"use client";

import { useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { usePublicEvents } from "../api/events";
import { EventArt } from "../art/event-art";
import { daysUntil } from "../event";
import { EventRewards } from "./event-rewards";

const SHOWN = 3;

/** What runs in the club, for whoever stands at the door; nothing at all when nothing does. */
export function DoorEvents() {
  const t = useT("events");
  const found = usePublicEvents(SHOWN);
  const [now] = useState(() => Date.now());
  const running = found.data?.filter(({ start_date }) => Date.parse(start_date) <= now) ?? [];
  if (running.length === 0) return null;
  return (
    <section aria-labelledby="door-events" className="mx-auto mt-16 w-full max-w-7xl px-4 lg:mt-24 lg:px-8">
      <h2 id="door-events" className="text-2xl font-bold lg:text-3xl">
        {t("door.title")}
      </h2>
      <p className="mt-2 text-muted">{t("door.more")}</p>
      <ul className="mt-6 grid gap-4 md:grid-cols-3">
        {running.map((event) => (
          <li key={event.id}>
            <Card className="h-full overflow-hidden p-0">
              <EventArt id={event.id} ofStage={false} className="h-32" />
              <div className="grid gap-2 p-5">
                <h3 className="font-semibold">{event.title}</h3>
                <EventRewards rewards={event.rewards_summary} />
                <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted">
                  <span>{t("participants", { count: event.participation_count })}</span>
                  <time dateTime={event.end_date}>{daysUntil(event.end_date, now) > 0 ? t("left", { days: daysUntil(event.end_date, now) }) : t("leftToday")}</time>
                </p>
              </div>
            </Card>
          </li>
        ))}
      </ul>
    </section>
  );
}
