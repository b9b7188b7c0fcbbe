"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { Line, Metric } from "../board";
import { PlayerName, PlayerSign } from "./player";
import { Value } from "./value";

type Props = { label: string; lines: readonly Line[]; metric: Metric };

/** Lines of a ranking, one below the other. */
export function Standings({ label, lines, metric }: Props) {
  return (
    <ol aria-label={label} className="divide-y divide-line">
      {lines.map((line) => (
        <li key={line.rank} aria-current={line.is_me ? "true" : undefined}>
          <StandingRow line={line} metric={metric} />
        </li>
      ))}
    </ol>
  );
}

export function StandingRow({ line, metric }: { line: Line; metric: Metric }) {
  const t = useT("leaderboard");
  const format = useFormat();
  return (
    <div className={cn("-mx-2 grid min-h-14 grid-cols-[3rem_2.25rem_1fr_auto] items-center gap-x-3 rounded-md px-2", line.is_me && "bg-violet-soft")}>
      <span className="tabular text-right text-sm font-semibold text-muted" aria-label={t("rank", { rank: line.rank })}>
        {format.integer(line.rank)}
      </span>
      <PlayerSign line={line} className="size-9" />
      <span className="flex min-w-0 items-baseline gap-2 font-medium">
        <PlayerName line={line} />
        {line.is_me ? <span className="text-2xs font-medium text-violet">{t("me")}</span> : null}
      </span>
      <Value metric={metric} value={line.value} className="font-semibold" />
    </div>
  );
}
