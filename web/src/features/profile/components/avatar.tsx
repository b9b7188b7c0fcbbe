import { cn } from "@/shared/ui/cn";

export const avatars = Array.from({ length: 12 }, (_, index) => `ring-${index + 1}`);

const tones = ["text-violet", "text-text", "text-muted"] as const;
/** Lit and dark parts of the ring's 132 units: one gap, two, or three. */
const gaps = ["106 26", "46 20", "28 16"] as const;

type Props = { avatar: string; name: string; className?: string };

/** A player's sign: the first letter of the name inside an open ring; the twelve avatars differ in turn, gaps and tone. */
export function Avatar({ avatar, name, className }: Props) {
  const number = Math.max(0, avatars.indexOf(avatar));
  return (
    <svg viewBox="0 0 48 48" aria-hidden className={cn("size-16 shrink-0", tones[number % tones.length], className)} fill="none">
      <circle cx="24" cy="24" r="19" className="fill-raised" />
      <circle
        cx="24"
        cy="24"
        r="21"
        pathLength={132}
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeDasharray={gaps[Math.floor(number / 4)]}
        transform={`rotate(${number * 75} 24 24)`}
      />
      <text x="24" y="25" textAnchor="middle" dominantBaseline="central" className="fill-text text-[18px] font-semibold">
        {Array.from(name)[0]?.toUpperCase() ?? ""}
      </text>
    </svg>
  );
}
