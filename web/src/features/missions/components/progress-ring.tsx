import { EmblemPath, emblemOf } from "@/features/achievements/art/emblem";
import { cn } from "@/shared/ui/cn";

type Props = { evaluator: string; share: number; completed: boolean; claimed: boolean; className?: string };

/** What a mission counts, in a ring that closes as it is done. Decorative: the figures stand beside it. */
export function ProgressRing({ evaluator, share, completed, claimed, className }: Props) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden className={cn("shrink-0", className)} fill="none" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="24" cy="24" r="21" className={cn(completed && !claimed ? "fill-violet-soft stroke-transparent" : "fill-raised stroke-transparent")} />
      {completed && !claimed ? <circle cx="24" cy="24" r="21" className="stroke-violet" strokeWidth="6" opacity="0.16" /> : null}
      <circle
        cx="24"
        cy="24"
        r="21"
        pathLength={1}
        strokeDasharray={`${share} 1`}
        transform="rotate(-90 24 24)"
        className={cn("stroke-violet transition-[stroke-dasharray] duration-(--duration-reward) ease-ui", share === 0 && "opacity-0", claimed && "opacity-40")}
        strokeWidth="2.4"
      />
      <g transform="translate(13.2 13.2) scale(0.9)" className={claimed ? "stroke-muted" : "stroke-text"} strokeWidth="1.8">
        <EmblemPath name={claimed ? "missions" : emblemOf(evaluator)} />
      </g>
    </svg>
  );
}
