import type { Dashboard } from "@/shared/api/types";

export type Todo =
  | { kind: "streak" }
  | { kind: "vip"; points: number }
  | { kind: "missions" | "events" | "pass" | "achievements"; count: number }
  | { kind: "mission" | "event"; title: string; progress: number; target: number };

const shown = 5;
/** A goal is worth a word when this much of it is done. */
const nearly = 0.5;

type Goal = { title: string; progress: number; target: number; completed: boolean };

/** The open goal that is nearest to done, if any is near at all. */
function nearest<G extends Goal>(goals: readonly G[]): G | null {
  const near = goals.filter(({ completed, progress, target }) => !completed && progress / target >= nearly);
  return near.reduce<G | null>((best, goal) => (best === null || goal.progress / goal.target > best.progress / best.target ? goal : best), null);
}

/** What to do next, in order: what waits to be taken, then what is nearly done; at most five. */
export function todosOf({ streak, vip, claimable, missions, events }: Dashboard): Todo[] {
  const todos: Todo[] = [];
  if (!streak.claimed_today) todos.push({ kind: "streak" });
  for (const kind of ["missions", "events", "pass", "achievements"] as const) {
    if (claimable[kind] > 0) todos.push({ kind, count: claimable[kind] });
  }
  if (!vip.claimed_today) todos.push({ kind: "vip", points: vip.benefits.find(({ code }) => code === "daily_points")?.value ?? 0 });
  const mission = nearest(missions);
  if (mission) todos.push({ kind: "mission", title: mission.title, progress: mission.progress, target: mission.target });
  const event = nearest(events.filter(({ joined }) => joined));
  if (event) todos.push({ kind: "event", title: event.title, progress: event.progress, target: event.target });
  return todos.slice(0, shown);
}
