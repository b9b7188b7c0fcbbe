import { markEdge, markRings, markStem } from "@/shared/brand/mark";
import { cn } from "@/shared/ui/cn";

type Tower = { x: number; width: number; height: number; lit: readonly [number, number][] };

/** The city beyond the glass: left edge, width, height, and the few lit windows (column, row). */
const city: readonly Tower[] = [
  { x: 16, width: 40, height: 74, lit: [[1, 1], [2, 3]] },
  { x: 60, width: 30, height: 52, lit: [[0, 1]] },
  { x: 182, width: 46, height: 66, lit: [[1, 1], [2, 2]] },
  { x: 234, width: 28, height: 104, lit: [[0, 2], [1, 4]] },
  { x: 268, width: 54, height: 58, lit: [[2, 1]] },
  { x: 330, width: 34, height: 88, lit: [[1, 1], [0, 3]] },
  { x: 372, width: 50, height: 62, lit: [[1, 2], [3, 1]] },
  { x: 430, width: 42, height: 112, lit: [[1, 1], [2, 3], [0, 5]] },
  { x: 478, width: 62, height: 76, lit: [[1, 2], [4, 1]] },
  { x: 546, width: 32, height: 156, lit: [[1, 1], [0, 4], [1, 8]] },
  { x: 582, width: 40, height: 104, lit: [[0, 1], [2, 5]] },
];
const horizon = 392;
const windowStep = { x: 11, y: 15 };

/** Lights out of focus on the wet glass. */
const haze = [
  { x: 74, y: 352, r: 30, tone: "pink" },
  { x: 226, y: 366, r: 20, tone: "cyan" },
  { x: 512, y: 318, r: 36, tone: "violet" },
  { x: 402, y: 356, r: 18, tone: "gold" },
  { x: 596, y: 346, r: 26, tone: "pink" },
  { x: 452, y: 372, r: 14, tone: "cyan" },
] as const;

const rain = Array.from({ length: 34 }, (_, index) => ({
  x: 30 + ((index * 97) % 590),
  y: 40 + ((index * 61) % 300),
  length: 14 + ((index * 7) % 18),
}));

const glows = [
  { id: "glow", color: "var(--pink)", opacity: 0.26 },
  { id: "pink", color: "var(--pink)", opacity: 0.34 },
  { id: "cyan", color: "var(--cyan)", opacity: 0.4 },
  { id: "violet", color: "var(--violet)", opacity: 0.4 },
  { id: "gold", color: "var(--gold)", opacity: 0.4 },
] as const;

const ringTones = ["stroke-pink", "stroke-cyan", "stroke-violet"] as const;

/** One tube of the sign: its halo in two soft strokes, the glass, and the bright core. */
function Tube({ d, tone, dash }: { d: string; tone: string; dash?: string }) {
  return (
    <g className={tone} strokeDasharray={dash} strokeLinecap={dash ? "butt" : "round"}>
      <path d={d} strokeWidth="5.2" opacity="0.07" />
      <path d={d} strokeWidth="3.4" opacity="0.14" />
      <path d={d} strokeWidth="1.7" />
      <path d={d} strokeWidth="0.45" className="stroke-text" opacity="0.75" />
    </g>
  );
}

function City() {
  return (
    <g>
      <ellipse cx="320" cy="400" rx="360" ry="130" fill="url(#lounge-glow)" />
      <path d="M16 392C50 366 86 312 126 300C168 290 208 344 262 366S340 388 372 392Z" className="fill-ground" opacity="0.55" />
      <g className="stroke-muted" strokeWidth="2" opacity="0.8" fill="none">
        <path d="M128 300V236M128 222V176" />
        <path d="M119 222H137L133 236H123Z" />
      </g>
      <circle cx="128" cy="172" r="13" fill="url(#lounge-cyan)" />
      <circle cx="128" cy="172" r="2.6" className="fill-cyan" />
      {city.map(({ x, width, height, lit }) => (
        <g key={x}>
          <rect x={x} y={horizon - height} width={width} height={height} rx="2" className="fill-ground" opacity="0.82" />
          {lit.map(([column, row]) => (
            <rect key={`${column}-${row}`} x={x + 6 + column * windowStep.x} y={horizon - height + 10 + row * windowStep.y} width="4" height="6" className="fill-gold" opacity="0.42" />
          ))}
        </g>
      ))}
      {haze.map(({ x, y, r, tone }) => (
        <circle key={x} cx={x} cy={y} r={r} fill={`url(#lounge-${tone})`} />
      ))}
    </g>
  );
}

/** What stands on the table this side of the glass. */
function Table() {
  return (
    <g fill="none" className="stroke-line-strong" strokeWidth="1.6">
      <path d="M0 486H640" opacity="0.55" />
      <ellipse cx="320" cy="504" rx="230" ry="24" fill="url(#lounge-pink)" stroke="none" />
      <g opacity="0.9">
        <path d="M118 418L126 472Q127 480 135 480H155Q163 480 164 472L172 418Z" />
        <path d="M121 438H169" className="stroke-violet" opacity="0.7" />
        <path d="M138 446L151 443L154 456L141 459Z" opacity="0.6" />
      </g>
      {[0, 1, 2, 3].map((level) => (
        <g key={level} transform={`translate(0 ${-level * 9})`} className={level === 3 ? "stroke-gold" : undefined}>
          <path d="M468 470v7a34 9 0 0 0 68 0v-7" className="fill-surface-solid" />
          <ellipse cx="502" cy="470" rx="34" ry="9" className="fill-surface-solid" />
          <path d="M478 480v6M492 484v6M512 484v6M526 480v6" opacity="0.6" />
        </g>
      ))}
    </g>
  );
}

/** A Seoul night from the calm side of the window, with the club's own sign hung in it. Decorative. */
export function LoungeScene({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 640 540" aria-hidden className={cn("always-night", className)} fill="none">
      <defs>
        <clipPath id="lounge-pane">
          <rect x="16" y="14" width="608" height="440" rx="26" />
        </clipPath>
        <linearGradient id="lounge-sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--ground)" />
          <stop offset="0.62" stopColor="var(--ground-deep)" />
          <stop offset="1" stopColor="var(--violet-soft)" />
        </linearGradient>
        <linearGradient id="lounge-room" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--ground)" stopOpacity="0.9" />
          <stop offset="1" stopColor="var(--ground-deep)" stopOpacity="0.9" />
        </linearGradient>
        {glows.map(({ id, color, opacity }) => (
          <radialGradient key={id} id={`lounge-${id}`}>
            <stop offset="0" stopColor={color} stopOpacity={opacity} />
            <stop offset="0.55" stopColor={color} stopOpacity={opacity * 0.4} />
            <stop offset="1" stopColor={color} stopOpacity="0" />
          </radialGradient>
        ))}
      </defs>
      <rect width="640" height="540" rx="28" fill="url(#lounge-room)" />
      <g clipPath="url(#lounge-pane)">
        <rect x="16" y="14" width="608" height="440" fill="url(#lounge-sky)" />
        <City />
        <rect x="16" y={horizon} width="608" height="62" className="fill-ground" opacity="0.82" />
        <g className="stroke-muted" opacity="0.16" strokeWidth="1">
          {rain.map(({ x, y, length }) => (
            <path key={`${x}-${y}`} d={`M${x} ${y}l-3 ${length}`} />
          ))}
        </g>
      </g>
      <g className="stroke-line-strong" strokeWidth="1.5">
        <rect x="16" y="14" width="608" height="440" rx="26" />
        <path d="M160 14V454M480 14V454" opacity="0.4" />
      </g>
      <path d="M268 14V96M372 14V96" className="stroke-line-strong" strokeWidth="1.2" />
      <g transform="translate(192 74) scale(8)">
        {markRings.map((ring, index) => (
          <Tube key={ring} d={ring} tone={ringTones[index] ?? "stroke-pink"} />
        ))}
        <Tube d={markStem} tone="stroke-gold" />
        <Tube d={markEdge} tone="stroke-gold" dash="1.9 2.02" />
      </g>
      <Table />
    </svg>
  );
}
