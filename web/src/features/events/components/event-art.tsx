import type { ReactNode } from "react";
import { markRings } from "@/shared/brand/mark";
import { cn } from "@/shared/ui/cn";

const line = { fill: "none", strokeLinecap: "round", strokeLinejoin: "round", strokeWidth: 2.5 } as const;

/** A tube of light: its halo, the glass. */
function Tube({ d, tone, wide = 2.5 }: { d: string; tone: string; wide?: number }) {
  return (
    <g fill="none" strokeLinecap="round" strokeLinejoin="round" stroke={tone}>
      <path d={d} strokeWidth={wide * 3.4} opacity="0.14" />
      <path d={d} strokeWidth={wide} />
    </g>
  );
}

function StageLight() {
  return (
    <>
      <path d="M120 8 L46 136 H194 Z" fill="var(--violet-soft)" />
      <ellipse cx="120" cy="128" rx="76" ry="9" fill="var(--raised)" />
      <Tube d="M44 128 A76 9 0 0 1 196 128" tone="var(--violet)" />
      <Tube d="M120 62 V118 M104 124 H136" tone="var(--muted)" />
      <Tube d="M110 40 h20 v14 a10 10 0 0 1 -20 0 Z" tone="var(--pink)" />
      <path d="M111 46 h18" {...line} stroke="var(--text)" opacity="0.6" />
      <Tube d="M82 34 A50 50 0 0 0 82 74 M158 34 A50 50 0 0 1 158 74" tone="var(--cyan)" />
    </>
  );
}

function Rings() {
  return (
    <g transform="translate(56 8) scale(4)">
      {markRings.map((ring, index) => (
        <Tube key={ring} d={ring} tone={["var(--pink)", "var(--cyan)", "var(--violet)"][index] ?? "var(--muted)"} wide={0.8} />
      ))}
      <Tube d="M16 17.4V25.4 M9 28 A16 16 0 0 0 23 28" tone="var(--muted)" wide={0.8} />
    </g>
  );
}

function NightTower() {
  return (
    <>
      <path d="M0 122 Q48 84 92 100 T176 92 T240 104 V144 H0 Z" fill="var(--raised)" />
      <Tube d="M120 96 V50 M112 50 H128 L125 62 H115 Z M120 38 V50" tone="var(--violet)" />
      <circle cx="120" cy="34" r="4" fill="var(--cyan)" />
      <Tube d="M96 34 A26 26 0 0 1 108 14 M144 34 A26 26 0 0 0 132 14" tone="var(--cyan)" />
      <g fill="var(--gold)" opacity="0.7">
        {[20, 38, 66, 152, 178, 204, 222].map((x, i) => (
          <rect key={x} x={x} y={116 + (i % 3) * 8} width="4" height="5" rx="1" />
        ))}
      </g>
    </>
  );
}

function Ribbon() {
  return (
    <>
      <Tube d="M84 66 h72 v50 h-72 Z M78 50 h84 v16 h-84 Z M120 50 V116" tone="var(--violet)" />
      <Tube d="M120 50 C96 44 92 22 106 24 C116 26 119 40 120 50 C121 40 124 26 134 24 C148 22 144 44 120 50" tone="var(--pink)" />
      <g {...line} stroke="var(--cyan)" opacity="0.8">
        <path d="M52 40 v10 M47 45 h10 M188 30 v10 M183 35 h10 M196 92 v8 M192 96 h8" />
      </g>
    </>
  );
}

const motifs: readonly ReactNode[] = [<Rings key="rings" />, <NightTower key="tower" />, <Ribbon key="ribbon" />];

function motifOf(id: string): ReactNode {
  const sum = Array.from(id).reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return motifs[sum % motifs.length];
}

/** A picture for an event in the club's lines of light: the stage's own, or one that stays with the event. */
export function EventArt({ id, ofStage, className }: { id: string; ofStage: boolean; className?: string }) {
  return (
    <div className={cn("always-night overflow-hidden bg-stage", className)}>
      <svg viewBox="0 0 240 144" preserveAspectRatio="xMidYMid slice" className="size-full" aria-hidden focusable="false">
        {ofStage ? <StageLight /> : motifOf(id)}
      </svg>
    </div>
  );
}
