import { cn } from "@/shared/ui/cn";

/** Three open rings of a club suit; each gap looks to the middle. Coordinates in the 32-unit box of the mark. */
export const markRings = [
  "M12.66 12.18A5.2 5.2 0 1 1 19.34 12.18",
  "M13.19 20.27A5.2 5.2 0 1 1 10.51 14.14",
  "M21.49 14.14A5.2 5.2 0 1 1 18.81 20.27",
] as const;
/** The stem, which stands on the edge of a chip. */
export const markStem = "M16 17.4V25.4";
export const markEdge = "M7 27.4A16 16 0 0 0 25 27.4";

/** The club's sign in one colour, legible from 16 px. Decorative: name it with text beside it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn("size-7", className)} fill="none" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round">
      {markRings.map((ring) => (
        <path key={ring} d={ring} />
      ))}
      <path d={markStem} />
      <path d={markEdge} strokeDasharray="2.7 2.55" strokeLinecap="butt" strokeWidth="2.9" />
    </svg>
  );
}

const litTones = ["stroke-pink", "stroke-cyan", "stroke-violet"] as const;

/** The sign with its tubes lit: for doors. */
export function LitMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn("size-14", className)} fill="none" strokeWidth="2" strokeLinecap="round">
      {markRings.map((ring, index) => (
        <g key={ring} className={litTones[index]}>
          <path d={ring} strokeWidth="4.4" opacity="0.16" />
          <path d={ring} />
        </g>
      ))}
      <g className="stroke-gold">
        <path d={markStem} />
        <path d={markEdge} strokeDasharray="2.7 2.55" strokeLinecap="butt" strokeWidth="2.4" />
      </g>
    </svg>
  );
}

/** The mark and the name. */
export function WordMark({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2.5", className)}>
      <Mark />
      <span className="font-semibold tracking-tight">Casino-Club</span>
    </span>
  );
}
