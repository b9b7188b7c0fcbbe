"use client";

import { CheckIcon } from "lucide-react";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { Stop, Tour } from "../api/onboarding";

type Props = { tour: Tour; current: Stop; onGo: (stop: Stop) => void };

/** Every stop at a glance; each may be gone to. */
export function StepRail({ tour, current, onGo }: Props) {
  const t = useT("onboarding");
  const stops: { id: Stop; done: boolean; optional: boolean }[] = [...tour.steps, { id: "reward", done: tour.claimed, optional: false }];
  return (
    <nav aria-label={t("steps")}>
      <ol className="grid grid-cols-6 gap-1 lg:grid-cols-1 lg:gap-1.5">
        {stops.map(({ id, done, optional }, index) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === current ? "step" : undefined}
              aria-label={`${index + 1} ${t(`step.${id}.name`)}${done ? `, ${t("done")}` : ""}${optional ? `, ${t("optional")}` : ""}`}
              onClick={() => onGo(id)}
              className={cn(
                "flex min-h-11 w-full items-center justify-center gap-3 rounded-md px-1 py-1.5 text-left transition-colors duration-(--duration-ui) hover:bg-raised lg:justify-start lg:px-3",
                id === current && "bg-raised",
              )}
            >
              <span
                aria-hidden
                className={cn(
                  "tabular grid size-8 shrink-0 place-items-center rounded-full border-2 text-sm",
                  done ? "border-violet bg-violet-soft text-violet" : id === current ? "border-violet text-text" : "border-line-strong text-muted",
                )}
              >
                {done ? <CheckIcon className="size-4" /> : index + 1}
              </span>
              <span aria-hidden className={cn("hidden min-w-0 lg:block", id === current ? "font-semibold" : "text-muted")}>
                {t(`step.${id}.name`)}
                {optional ? <span className="block text-xs font-normal text-muted">{t("optional")}</span> : null}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
