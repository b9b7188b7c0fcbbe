import { cn } from "@/shared/ui/cn";
import type { PartKind, Track, TrackReward } from "../pass";
import { PartIcon } from "./part-icon";

/** A round lantern hangs on the open row, a square one on the paid row: told apart without colour. */
const bodies: Record<Track, { shell: string; ribs: string }> = {
  free: { shell: "M20 12C4 22 4 46 20 56H44C60 46 60 22 44 12Z", ribs: "M26 12C17 24 17 44 26 56M38 12C47 24 47 44 38 56" },
  paid: { shell: "M14 12H50L54 18V50L50 56H14L10 50V18Z", ribs: "M10 18H54M10 50H54M21 12V56M43 12V56" },
};

type Props = { track: Track; state: TrackReward["state"]; kind: PartKind; className?: string };

/** One lantern of the line: an outline until it is reached, lit while it waits, at rest once taken. Decorative. */
export function PaperLamp({ track, state, kind, className }: Props) {
  const { shell, ribs } = bodies[track];
  return (
    <span data-state={state} data-track={track} className={cn("paper-lamp", className)}>
      <svg viewBox="0 0 64 72" aria-hidden fill="none" strokeLinecap="round" strokeLinejoin="round">
        <path className="lamp-hang" d="M32 2V12M22 12H42M22 56H42M32 56V64M29 64V70M35 64V70" />
        <path className="lamp-shell" d={shell} />
        <path className="lamp-ribs" d={ribs} />
      </svg>
      <PartIcon kind={kind} className="lamp-sign" />
    </span>
  );
}
