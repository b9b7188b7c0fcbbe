import type { ReactNode } from "react";
import { cn } from "@/shared/ui/cn";

const line = { fill: "none", strokeLinecap: "round", strokeLinejoin: "round" } as const;

/** A tube of light; dark tubes keep their glass. */
function Tube({ d, tone, lit = true, width = 2.5 }: { d: string; tone: string; lit?: boolean; width?: number }) {
  return (
    <g {...line} stroke={lit ? tone : "var(--line-strong)"}>
      {lit ? <path d={d} strokeWidth={width * 3.4} opacity="0.12" /> : null}
      <path d={d} strokeWidth={width} opacity={lit ? 1 : 0.5} />
    </g>
  );
}

function Lantern({ x, y, size, tone, lit }: { x: number; y: number; size: number; tone: string; lit: boolean }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      {lit ? <circle r="42" fill={tone} opacity="0.08" /> : null}
      <path d="M0 -34 V-24 M-8 -24 H8 M-8 24 H8 M0 24 V36" {...line} stroke="var(--muted)" strokeWidth="2" />
      <ellipse rx="20" ry="23" fill={tone} fillOpacity={lit ? 0.3 : 0.03} stroke={lit ? tone : "var(--line-strong)"} strokeWidth="2.2" />
      <path d="M-7 -21 Q-15 0 -7 21 M7 -21 Q15 0 7 21" {...line} strokeWidth="1.3" stroke={lit ? tone : "var(--line-strong)"} />
    </g>
  );
}

/** Walls that lean together, lanterns that come on from the far end. */
function LanternAlley({ open }: { open: number }) {
  return (
    <>
      <path d="M0 0 H132 L176 96 V176 L96 240 H0 Z" fill="var(--raised)" />
      <path d="M400 0 H268 L224 96 V176 L304 240 H400 Z" fill="var(--raised)" />
      <g {...line} stroke="var(--line-strong)" strokeWidth="1.6">
        <path d="M132 0 L176 96 V176 L96 240 M268 0 L224 96 V176 L304 240 M176 176 H224" />
        <path d="M24 60 L120 84 M24 60 V190 L96 170 V78 M304 78 V170 L376 190 V60 L280 84" />
        <path d="M44 82 V178 M64 88 V172 M80 92 V168 M320 92 V168 M340 88 V172 M358 82 V180" opacity="0.5" />
      </g>
      <path d="M176 176 L96 240 H304 L224 176 Z" fill="var(--gold)" opacity={open > 0 ? 0.07 : 0.02} />
      <path d="M60 20 Q200 74 340 20" {...line} stroke="var(--muted)" strokeWidth="1.4" />
      <path d="M140 84 Q200 108 260 84" {...line} stroke="var(--muted)" strokeWidth="1.1" />
      <Lantern x={200} y={124} size={0.5} tone="var(--gold)" lit={open > 0} />
      <Lantern x={158} y={116} size={0.42} tone="var(--pink)" lit={open > 1} />
      <Lantern x={242} y={116} size={0.42} tone="var(--cyan)" lit={open > 1} />
      <Lantern x={112} y={78} size={0.92} tone="var(--violet)" lit={open > 2} />
      <Lantern x={288} y={78} size={0.92} tone="var(--gold)" lit={open > 2} />
      <g {...line} stroke="var(--cyan)" strokeWidth="1.2" opacity="0.35">
        {[30, 74, 148, 190, 226, 268, 330, 372].map((x, index) => (
          <path key={x} d={`M${x} ${150 + ((index * 23) % 60)} l-3 12`} />
        ))}
      </g>
    </>
  );
}

const towers = [
  [0, 52, 118], [56, 40, 92], [100, 58, 136], [238, 46, 104], [288, 34, 148], [326, 74, 96],
] as const;

/** A row of chairs before the city; the hill, its tower, and a cable car that comes home. */
function Rooftop({ open }: { open: number }) {
  return (
    <>
      <path d="M84 206 Q160 84 214 74 Q268 84 350 206 Z" fill="var(--raised)" />
      <Tube d="M212 74 V34 M205 52 h14 M207 44 h10" tone="var(--pink)" lit={open > 1} width={2} />
      <path d="M60 168 Q140 132 210 78" {...line} stroke="var(--muted)" strokeWidth="1.3" />
      {towers.map(([x, width, height], tower) => (
        <g key={x}>
          <rect x={x} y={212 - height} width={width} height={height} fill="var(--stage)" stroke="var(--line-strong)" strokeWidth="1.5" />
          {[0, 1, 2, 3, 4].map((row) => {
            const lit = (row + tower) % 3 < open;
            return <rect key={row} x={x + 8 + ((row * 13 + tower * 7) % Math.max(1, width - 20))} y={222 - height + row * 17} width="6" height="8" fill="var(--gold)" opacity={lit ? 0.75 : 0.1} />;
          })}
        </g>
      ))}
      <g transform={open > 2 ? "translate(84 152)" : open > 1 ? "translate(138 126)" : "translate(180 96)"}>
        <path d="M0 0 v8" {...line} stroke="var(--muted)" strokeWidth="1.4" />
        <rect x="-10" y="8" width="20" height="14" rx="4" fill="var(--pink-soft)" stroke={open > 0 ? "var(--pink)" : "var(--line-strong)"} strokeWidth="2" />
      </g>
      <rect y="206" width="400" height="34" fill="var(--surface-solid)" />
      <path d="M0 206 H400" stroke="var(--line-strong)" strokeWidth="2" />
      {[132, 172, 212, 252].map((x, index) => (
        <Tube key={x} d={`M${x} 226 V192 M${x} 210 H${x + 18} V226 M${x} 192 h3`} tone={index === 2 ? "var(--cyan)" : "var(--violet)"} lit={index === 2 ? open > 0 : open > 2} width={2.2} />
      ))}
      <g {...line} stroke="var(--text)" strokeWidth="1.4" opacity="0.4">
        <path d="M30 34 h34 M44 44 h52 M300 28 h40 M282 40 h26" />
      </g>
    </>
  );
}

/** The stage from behind: ropes, a curtain that parts, a microphone, one shoe. */
function Backstage({ open }: { open: number }) {
  const gap = [10, 34, 66, 104][open] ?? 10;
  const folds = (edge: number, away: number) => [0, 1, 2, 3].map((fold) => edge + away * (12 + fold * 26));
  return (
    <>
      <path d={`M${200 - gap} 26 L${200 - gap * 0.7} 206 H${200 + gap * 0.7} L${200 + gap} 26 Z`} fill="var(--gold)" opacity={0.05 + open * 0.05} />
      {open > 1 ? (
        <g fill="var(--text)" opacity="0.5">
          {[160, 178, 196, 214, 234].map((x, index) => (
            <circle key={x} cx={x} cy={196 - (index % 2) * 8} r="5" />
          ))}
        </g>
      ) : null}
      <path d={`M0 22 H${200 - gap} Q${190 - gap} 120 ${200 - gap * 0.7} 206 H0 Z`} fill="var(--pink-soft)" />
      <path d={`M400 22 H${200 + gap} Q${210 + gap} 120 ${200 + gap * 0.7} 206 H400 Z`} fill="var(--pink-soft)" />
      <Tube d={`M${200 - gap} 26 Q${190 - gap} 120 ${200 - gap * 0.7} 206 M${200 + gap} 26 Q${210 + gap} 120 ${200 + gap * 0.7} 206`} tone="var(--pink)" lit={open > 0} />
      <g {...line} stroke="var(--pink)" strokeWidth="1.3" opacity="0.4">
        {folds(200 - gap, -1).map((x) => (
          <path key={x} d={`M${x} 26 q-6 90 2 180`} />
        ))}
        {folds(200 + gap, 1).map((x) => (
          <path key={x} d={`M${x} 26 q6 90 -2 180`} />
        ))}
      </g>
      <path d="M0 22 H400" stroke="var(--line-strong)" strokeWidth="3" />
      <g {...line} stroke="var(--muted)" strokeWidth="1.6">
        <path d="M36 22 V150 q0 14 10 14 M362 22 V126 q0 16 -12 16" />
      </g>
      <rect y="206" width="400" height="34" fill="var(--surface-solid)" />
      <path d="M0 206 H400" stroke="var(--line-strong)" strokeWidth="2" />
      <Tube d="M200 206 V118 M184 210 H216 M200 118 q-9 0 -9 -12 q0 -12 9 -12 q9 0 9 12 q0 12 -9 12" tone="var(--cyan)" lit={open > 0} />
      <Tube d="M300 222 q2 -14 12 -12 q8 6 22 8 q8 1 8 6 H300 Z M300 222 v8" tone="var(--gold)" lit={open > 1} width={2} />
      {open > 2 ? <Tube d="M308 210 q-2 -10 6 -12 l2 -5 l4 4 q8 0 8 8 q0 6 -6 9" tone="var(--violet)" width={1.8} /> : null}
    </>
  );
}

const scenes: Record<string, (props: { open: number }) => ReactNode> = {
  "lantern-alley": LanternAlley,
  rooftop: Rooftop,
  backstage: Backstage,
};

type Props = { scene: string; /** How many of the three parts are open: lights come on with them. */ open: number; label?: string; className?: string };

/** The picture of a story. Unknown scenes show the alley. */
export function Scene({ scene, open, label, className }: Props) {
  const Drawing = scenes[scene] ?? LanternAlley;
  return (
    <svg
      viewBox="0 0 400 240"
      preserveAspectRatio="xMidYMid slice"
      className={cn("always-night block w-full bg-stage", className)}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      <Drawing open={open} />
    </svg>
  );
}
