"use client";

import { CrownIcon } from "lucide-react";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { Line, Metric } from "../board";
import { PlayerName, PlayerSign } from "./player";
import { Value } from "./value";

const steps = ["col-start-2 pt-0", "col-start-1 pt-6", "col-start-3 pt-9"] as const;
const blocks = ["h-20 bg-violet-soft", "h-14 bg-raised", "h-11 bg-raised"] as const;

/** The first three, the best in the middle; read in order of rank. */
export function Podium({ lines, metric }: { lines: readonly Line[]; metric: Metric }) {
  const t = useT("leaderboard");
  return (
    <ol aria-label={t("podium")} className="mx-auto grid w-full max-w-lg grid-cols-3 items-end gap-2 sm:gap-4">
      {lines.map((line, place) => (
        <li key={line.rank} className={cn("row-start-1 grid min-w-0 justify-items-center gap-1.5 text-center", steps[place])}>
          {place === 0 ? <CrownIcon aria-hidden className="size-5 text-gold" strokeWidth={1.75} /> : null}
          <PlayerSign line={line} className={place === 0 ? "size-16" : "size-12"} />
          <span className="grid max-w-full grid-cols-1 text-sm font-semibold">
            <PlayerName line={line} />
            {line.is_me ? <span className="text-2xs font-medium text-violet">{t("me")}</span> : null}
          </span>
          <Value metric={metric} value={line.value} className="text-sm font-semibold" />
          <span className={cn("grid w-full place-items-start justify-center rounded-t-md pt-2 text-sm font-semibold text-muted", blocks[place])}>
            {t("rank", { rank: line.rank })}
          </span>
        </li>
      ))}
    </ol>
  );
}
