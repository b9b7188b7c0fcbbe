"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";

type Props = { level: number; experience: number; experienceMax: number };

/** Progress to the next level. */
export function LevelBar({ level, experience, experienceMax }: Props) {
  const t = useT("profile");
  const format = useFormat();
  const share = experienceMax > 0 ? Math.min(1, experience / experienceMax) : 0;
  return (
    <div>
      <div
        role="progressbar"
        aria-label={t("experience")}
        aria-valuemin={0}
        aria-valuemax={experienceMax}
        aria-valuenow={Math.min(experience, experienceMax)}
        className="h-1.5 overflow-hidden rounded-full bg-raised"
      >
        <div className="h-full origin-left rounded-full bg-violet transition-transform duration-(--duration-reward) ease-ui" style={{ transform: `scaleX(${share})` }} />
      </div>
      <p className="tabular mt-2 flex justify-between text-xs text-muted">
        <span>{t("level", { level })}</span>
        <span>{t("toNext", { now: format.integer(experience), goal: format.integer(experienceMax) })}</span>
      </p>
    </div>
  );
}
