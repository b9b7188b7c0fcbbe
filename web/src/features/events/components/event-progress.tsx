"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { Goal, LiveEvent } from "../event";

function useGoalName(): (evaluator: string) => string {
  const t = useT("events");
  return (evaluator) => (t.has(`goal.${evaluator}`) ? t(`goal.${evaluator}`) : t("goal.other"));
}

function GoalLine({ goal, done }: { goal: Goal; done: boolean }) {
  const format = useFormat();
  const name = useGoalName()(goal.evaluator);
  const ratio = goal.target > 0 ? Math.min(1, goal.progress / goal.target) : 0;
  return (
    <div className="grid gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
        <span>{name}</span>
        <span className="tabular text-muted">
          <span className={cn("font-semibold", done ? "text-gain" : "text-text")}>{format.integer(goal.progress)}</span> / {format.integer(goal.target)}
        </span>
      </div>
      <div role="progressbar" aria-label={name} aria-valuemin={0} aria-valuemax={goal.target} aria-valuenow={goal.progress} className="h-2 overflow-hidden rounded-full bg-line">
        <div
          className="h-full origin-left rounded-full bg-violet transition-transform duration-(--duration-reward) ease-reward"
          style={{ transform: `scaleX(${ratio})` }}
        />
      </div>
    </div>
  );
}

/** Every goal of an event with how far the player is. */
export function EventProgress({ event }: { event: LiveEvent }) {
  return (
    <div className="grid gap-3">
      {event.goals.map((goal) => (
        <GoalLine key={goal.evaluator} goal={goal} done={goal.progress >= goal.target} />
      ))}
    </div>
  );
}

/** What an event asks for, before one joins it. */
export function EventGoals({ event }: { event: LiveEvent }) {
  const format = useFormat();
  const name = useGoalName();
  return (
    <ul className="grid gap-1 text-sm text-muted">
      {event.goals.map(({ evaluator, target }) => (
        <li key={evaluator} className="flex justify-between gap-3">
          <span>{name(evaluator)}</span>
          <span className="tabular text-text">{format.integer(target)}</span>
        </li>
      ))}
    </ul>
  );
}
