import type { ReactNode } from "react";
import { cn } from "@/shared/ui/cn";
import type { Episode } from "../stage";
import { Tube } from "@/features/events/art/tube";

const strings = [0, 1, 2, 3, 4, 5].map((index) => `M${62 + index * 22} 20V124`);
const drops = Array.from({ length: 18 }, (_, index) => ({ x: 40 + ((index * 53) % 160), y: 22 + ((index * 37) % 84), length: 8 + ((index * 5) % 10) }));
const towers = [
  { x: 20, y: 92, width: 26 },
  { x: 52, y: 74, width: 20 },
  { x: 156, y: 84, width: 24 },
  { x: 186, y: 62, width: 30 },
] as const;

function Lantern({ x, y, size, tone }: { x: number; y: number; size: number; tone: string }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <Tube d="M0 -20a15 17 0 1 0 0.1 0Z M-7 -21H7 M-7 14H7 M0 14V24" tone={tone} wide={2.4} />
    </g>
  );
}

const art: Record<Episode["art"], ReactNode> = {
  tuning: (
    <>
      {strings.map((d, index) => (
        <path key={d} d={d} className="stroke-muted" strokeWidth={1 + index * 0.3} opacity="0.5" />
      ))}
      <Tube d="M30 72C52 72 56 44 76 44S98 104 120 104S144 52 164 52S184 72 212 72" tone="stroke-cyan" />
      <circle cx="120" cy="104" r="5" className="fill-pink" />
    </>
  ),
  "rain-window": (
    <>
      <Tube d="M36 16H204V122H36Z" tone="stroke-violet" wide={2.6} />
      <Tube d="M120 16V122M36 68H204" tone="stroke-violet" wide={1.6} dim />
      {drops.map(({ x, y, length }) => (
        <path key={`${x}-${y}`} d={`M${x} ${y}l-3 ${length}`} className="stroke-cyan" strokeWidth="1.6" strokeLinecap="round" opacity="0.75" />
      ))}
      <circle cx="168" cy="94" r="15" className="fill-pink" opacity="0.16" />
      <circle cx="74" cy="98" r="10" className="fill-cyan" opacity="0.16" />
    </>
  ),
  "ring-light": (
    <>
      <Tube d="M93 96A46 46 0 1 1 147 96" tone="stroke-pink" wide={4} />
      <Tube d="M82 106A62 62 0 0 1 82 28M158 28A62 62 0 0 1 158 106" tone="stroke-violet" wide={2.4} dim />
      <Tube d="M120 104V132M98 132H142" tone="stroke-muted" wide={2.2} />
      <path d="M104 62Q120 46 136 62Q120 78 104 62Z" className="stroke-text" strokeWidth="1.8" />
      <circle cx="120" cy="62" r="5" className="fill-cyan" />
    </>
  ),
  rooftop: (
    <>
      {towers.map(({ x, y, width }) => (
        <rect key={x} x={x} y={y} width={width} height={120 - y} className="fill-raised" />
      ))}
      <Tube d="M8 120H232" tone="stroke-violet" />
      <Tube d="M84 120V96H148V120M92 96V80M140 96V80" tone="stroke-pink" wide={2.6} />
      <Tube d="M70 30C88 20 98 40 116 30S144 20 162 30M88 48C104 40 114 56 130 48" tone="stroke-cyan" wide={2} dim />
      <circle cx="196" cy="28" r="9" className="stroke-text" strokeWidth="2" opacity="0.8" />
    </>
  ),
  lanterns: (
    <>
      <Lantern x={64} y={92} size={0.9} tone="stroke-violet" />
      <Lantern x={108} y={66} size={1.05} tone="stroke-pink" />
      <Lantern x={156} y={48} size={0.8} tone="stroke-cyan" />
      <Lantern x={190} y={30} size={0.55} tone="stroke-violet" />
      <path d="M20 132Q120 116 220 132" className="stroke-muted" strokeWidth="1.6" opacity="0.6" />
    </>
  ),
  "after-hours": (
    <>
      <Tube d="M72 120V66a48 48 0 0 1 96 0V120" tone="stroke-violet" wide={2.6} />
      <Tube d="M104 120L98 84H142L136 120M112 84V66H128V84" tone="stroke-muted" wide={2.2} />
      <Tube d="M150 34A18 18 0 1 0 168 58A22 22 0 0 1 150 34Z" tone="stroke-cyan" wide={2.2} />
      <Tube d="M52 120H188" tone="stroke-pink" wide={2.4} />
    </>
  ),
};

/** An episode's picture in the club's lines of light; coming and past ones are dimmed. */
export function EpisodeArt({ name, lit, className }: { name: Episode["art"]; lit: boolean; className?: string }) {
  return (
    <div className={cn("always-night overflow-hidden bg-stage", className)}>
      <svg viewBox="0 0 240 144" preserveAspectRatio="xMidYMid slice" className={cn("size-full", !lit && "opacity-60")} fill="none" aria-hidden focusable="false">
        {art[name]}
      </svg>
    </div>
  );
}
