"use client";

import { EventActions } from "@/features/events/components/event-actions";
import { EventTime } from "@/features/events/components/event-card";
import { EventGoals, EventProgress } from "@/features/events/components/event-progress";
import { EventRewards } from "@/features/events/components/event-rewards";
import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import type { Stage } from "../stage";

/** The running event that the stage counts as its own, with the next step. */
export function StageEvent({ event }: { event: NonNullable<Stage["event"]> }) {
  const t = useT("stage");
  return (
    <Card className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-base font-semibold">{t("event", { title: event.title })}</h2>
        <EventTime event={event} />
      </div>
      {event.description ? <p className="text-sm text-muted">{event.description}</p> : null}
      {event.joined_at === null ? <EventGoals event={event} /> : <EventProgress event={event} />}
      <EventRewards rewards={event.rewards} />
      <EventActions event={event} primary={false} />
    </Card>
  );
}
