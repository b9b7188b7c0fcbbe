"use client";

import type { CSSProperties } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { cn } from "@/shared/ui/cn";
import { type Part, type PassLevel, type Track, type TrackReward, isClaimable, partsOf } from "../pass";
import { PaperLamp } from "./paper-lamp";
import { usePartText } from "./parts";

type Props = {
  stop: PassLevel;
  /** How much of the rope at this stop is lit, 0 to 1. */
  lit: number;
  premium: boolean;
  busy: boolean;
  onTake: (level: number) => void;
};

/** One level: the open reward on one side, the paid one on the other, and the bead between them that takes both. */
export function Stop({ stop, lit, premium, busy, onTake }: Props) {
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_3.5rem_minmax(0,1fr)] items-center py-2 md:w-28 md:shrink-0 md:grid-cols-1 md:grid-rows-[1fr_4rem_1fr] md:justify-items-center md:py-0">
      <Side track="free" reward={stop.free} premium={premium} />
      <div className="relative grid h-full w-full place-items-center self-stretch">
        <span aria-hidden className="stop-rope" style={{ "--lit": `${Math.round(lit * 100)}%` } as CSSProperties} />
        <Bead stop={stop} reached={lit >= 0.5} busy={busy} onTake={onTake} />
      </div>
      <Side track="paid" reward={stop.paid} premium={premium} />
    </li>
  );
}

function Bead({ stop, reached, busy, onTake }: { stop: PassLevel; reached: boolean; busy: boolean; onTake: Props["onTake"] }) {
  const t = useT("pass");
  const look =
    "stop-bead tabular relative grid size-11 place-items-center rounded-full border-2 border-line-strong bg-surface-solid text-sm font-semibold text-muted";
  if (!isClaimable(stop)) {
    return (
      <span className={look} data-lit={reached}>
        <span className="sr-only">{t("at", { level: stop.level })}</span>
        <span aria-hidden>{stop.level}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      className={cn(look, "transition-transform duration-(--duration-ui) hover:scale-108 disabled:opacity-60")}
      data-lit
      data-claimable
      disabled={busy}
      aria-label={t("takeLevel", { level: stop.level })}
      onClick={() => onTake(stop.level)}
    >
      <span className="grid justify-items-center leading-none">
        <span>{stop.level}</span>
        <span className="mt-0.5 text-2xs font-semibold">{t("take")}</span>
      </span>
    </button>
  );
}

function Side({ track, reward, premium }: { track: Track; reward: TrackReward | null; premium: boolean }) {
  const t = useT("pass");
  const text = usePartText();
  const place = track === "free" ? "justify-self-end md:justify-self-center md:self-end" : "justify-self-start md:justify-self-center md:self-start";
  const [first, ...rest] = reward ? partsOf(reward.bundle) : [];
  if (!reward || !first) return <span className={cn("text-xs text-muted", place)} aria-label={t("none")} role="img" />;
  const state = reward.state === "locked" && track === "paid" && !premium ? "sealed" : reward.state;
  return (
    <div className={cn("grid justify-items-center gap-1 px-1 text-center", track === "free" && "md:pb-1", track === "paid" && "md:pt-1", place)}>
      <span className="sr-only">
        {t(`track.${track}`)}: {[first, ...rest].map(text).join(", ")}, {t(`state.${state}`)}
      </span>
      <PaperLamp track={track} state={reward.state} kind={first.kind} />
      <span aria-hidden className={cn("grid text-xs leading-tight", reward.state === "claimed" && "text-muted")}>
        {[first, ...rest].map((part) => (
          <ShortPart key={part.kind} part={part} />
        ))}
        {reward.state === "claimed" ? <span className="mt-0.5 text-2xs text-muted">{t("taken")}</span> : null}
      </span>
    </div>
  );
}

function ShortPart({ part }: { part: Part }) {
  const t = useT("pass");
  if (part.kind === "gold") return <Amount value={part.amount} className="font-semibold" />;
  return <span className="tabular whitespace-nowrap font-semibold">{t(`short.${part.kind}`, { amount: part.amount })}</span>;
}
