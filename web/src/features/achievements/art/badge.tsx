import { cn } from "@/shared/ui/cn";
import type { Tier } from "../wall";
import { EmblemPath } from "./emblem";

/** Open rings as in the club's sign: one for bronze, two for silver, three for gold. Gaps look in turn to other sides. */
const rings = [
  { r: 32, turn: 98 },
  { r: 27.4, turn: 218 },
  { r: 22.8, turn: 338 },
] as const;
const ringsOf: Record<Tier, number> = { bronze: 1, silver: 2, gold: 3 };
/** The fewer rings, the more room within. */
const emblemScales: Record<Tier, number> = { bronze: 1.42, silver: 1.28, gold: 1.14 };
const tones: Record<Tier, string> = { bronze: "text-violet", silver: "text-text", gold: "text-gold" };
const gapShare = 0.14;

type Props = {
  badge: string;
  tier: Tier;
  unlocked: boolean;
  /** From 0 to 1: how far a badge that is not lit yet has come. */
  share?: number;
  className?: string;
};

/** A badge in the club's neon. Lit when it is unlocked; before, its outer ring shows the way already gone. Decorative. */
export function Badge({ badge, tier, unlocked, share = 0, className }: Props) {
  const lit = 1 - gapShare;
  const scale = emblemScales[tier];
  const corner = 36 - 12 * scale;
  return (
    <svg viewBox="0 0 72 72" aria-hidden className={cn("shrink-0", unlocked && "always-night", className)} fill="none" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="36" cy="36" r="32" className={unlocked ? "fill-stage" : "fill-raised"} />
      <g className={unlocked ? tones[tier] : "text-line-strong"} stroke="currentColor">
        {rings.slice(0, ringsOf[tier]).map(({ r, turn }) => (
          <g key={r} transform={`rotate(${turn} 36 36)`}>
            {unlocked ? <circle cx="36" cy="36" r={r} pathLength={1} strokeDasharray={`${lit} ${gapShare}`} strokeWidth="5.6" opacity="0.16" /> : null}
            <circle cx="36" cy="36" r={r} pathLength={1} strokeDasharray={`${lit} ${gapShare}`} strokeWidth={unlocked ? 2.2 : 1.4} opacity={unlocked ? 1 : 0.55} />
          </g>
        ))}
      </g>
      {!unlocked && share > 0 ? (
        <circle
          cx="36"
          cy="36"
          r="32"
          pathLength={1}
          strokeDasharray={`${lit * Math.min(1, share)} 1`}
          transform="rotate(98 36 36)"
          className="stroke-violet transition-[stroke-dasharray] duration-(--duration-reward) ease-ui"
          strokeWidth="2.4"
        />
      ) : null}
      <g
        transform={`translate(${corner} ${corner}) scale(${scale})`}
        className={unlocked ? tones[tier] : "text-muted"}
        stroke="currentColor"
        strokeWidth={(unlocked ? 2 : 1.6) / scale}
        opacity={unlocked ? 1 : 0.6}
      >
        <EmblemPath name={badge} />
      </g>
    </svg>
  );
}
