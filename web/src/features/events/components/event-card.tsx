"use client";

import { useState } from "react";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { type LiveEvent, daysUntil, stepOf } from "../event";
import { EventActions } from "./event-actions";
import { EventArt } from "../art/event-art";
import { EventGoals, EventProgress } from "./event-progress";
import { EventRewards } from "./event-rewards";

export const ofStage = (event: Pick<LiveEvent, "requirements">) => "model_index_points" in event.requirements;

/** When an event ends or begins, in days. */
export function EventTime({ event, className }: { event: LiveEvent; className?: string }) {
  const t = useT("events");
  const format = useFormat();
  const [now] = useState(() => Date.now());
  const days = daysUntil(event.status === "upcoming" ? event.start_date : event.end_date, now);
  const words =
    event.status === "active" ? (days > 0 ? t("left", { days }) : t("leftToday")) : event.status === "upcoming" ? (days > 0 ? t("begins", { days }) : t("beginsToday")) : t("endedOn", { date: format.date(event.end_date) });
  const moment = event.status === "upcoming" ? event.start_date : event.end_date;
  return (
    <time dateTime={moment} title={format.full(moment)} className={cn("tabular text-sm text-muted", className)}>
      {words}
    </time>
  );
}

/** A running event: what it is, how far one is, what it gives, and the next step. */
export function EventCard({ event, lead }: { event: LiveEvent; lead: boolean }) {
  const t = useT("events");
  const started = event.joined_at !== null;
  return (
    <Card className={cn("flex flex-col overflow-hidden p-0", lead && "lg:col-span-full lg:grid lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]")}>
      <EventArt id={event.id} ofStage={ofStage(event)} className={cn("h-36", lead && "sm:h-48 lg:h-full")} />
      <article aria-labelledby={`event-${event.id}`} className={cn("flex grow flex-col gap-4 p-5", lead && "lg:p-7")}>
        <header className="grid gap-1">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <h3 id={`event-${event.id}`} className={cn("font-semibold", lead ? "text-xl" : "text-base")}>
              {event.title}
            </h3>
            <EventTime event={event} />
          </div>
          {event.description ? <p className="text-sm text-muted">{event.description}</p> : null}
        </header>
        {started ? <EventProgress event={event} /> : <EventGoals event={event} />}
        <EventRewards rewards={event.rewards} />
        {started && !event.joined && !event.claimed ? <p className="text-sm text-muted">{t("paused")}</p> : null}
        <footer className="mt-auto flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <EventActions event={event} primary={lead && stepOf(event) === "join"} />
          <p className="text-sm text-muted">{t("participants", { count: event.participation_count })}</p>
        </footer>
        {ofStage(event) && lead ? (
          <Link href="/stage" className="w-fit text-sm font-medium text-cyan underline-offset-4 hover:underline">
            {t("toStage")}
          </Link>
        ) : null}
      </article>
    </Card>
  );
}

/** A coming or past event, in one quiet line. */
export function EventRow({ event }: { event: LiveEvent }) {
  const t = useT("events");
  return (
    <li className="grid gap-x-4 gap-y-2 py-4 sm:grid-cols-[7rem_1fr_auto] sm:items-center">
      <EventArt id={event.id} ofStage={ofStage(event)} className={cn("hidden h-16 rounded-md sm:block", event.status === "ended" && "opacity-60")} />
      <div className="grid gap-1">
        <p className="font-semibold">{event.title}</p>
        <EventTime event={event} />
        {event.status === "ended" && event.joined_at !== null ? (
          <p className="text-sm">{event.claimed ? <span className="text-gain">{t("endedClaimed")}</span> : event.completed ? t("endedPaying") : t("endedOpen")}</p>
        ) : null}
      </div>
      <div className="grid gap-2 sm:justify-items-end">
        <EventRewards rewards={event.rewards} />
        {stepOf(event) === "claim" ? <EventActions event={event} primary={false} /> : null}
      </div>
    </li>
  );
}
