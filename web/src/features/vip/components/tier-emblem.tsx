import { markRings } from "@/shared/brand/mark";
import { cn } from "@/shared/ui/cn";
import type { Tier } from "../hooks/use-vip";

const lit: Record<Tier, number> = { STANDARD: 1, PREMIUM: 2, VIP: 3 };

/** The club's three rings: one burns a tier. Decorative: name the tier beside it. */
export function TierEmblem({ tier, className }: { tier: Tier; className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn("size-16", className)} fill="none" strokeWidth="2" strokeLinecap="round">
      <circle cx="16" cy="15" r="14.5" className="stroke-line" strokeWidth="1" />
      {markRings.map((ring, index) => {
        // From below to the top: the crown of the sign burns last.
        const burns = (index === 0 ? 2 : index - 1) < lit[tier];
        return (
          <g key={ring} className={burns ? "stroke-violet" : "stroke-line-strong"}>
            {burns ? <path d={ring} strokeWidth="4.6" opacity="0.18" /> : null}
            <path d={ring} strokeDasharray={burns ? undefined : "1.6 2.6"} />
          </g>
        );
      })}
      <path d="M16 17.4V24" className={tier === "VIP" ? "stroke-text" : "stroke-line-strong"} />
    </svg>
  );
}
