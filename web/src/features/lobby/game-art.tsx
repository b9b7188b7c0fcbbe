import type { ReactNode } from "react";
import type { TableGame } from "@/features/games/catalogue";
import { HandShape } from "@/features/rps/components/hand";
import type { Choice } from "@/features/rps/rules";

const line = { fill: "none", strokeLinecap: "round", strokeLinejoin: "round", strokeWidth: 2.5 } as const;

function CableCar() {
  return (
    <>
      <path d="M0 118 L34 96 58 108 92 74 118 90 150 66 190 98 240 84 V144 H0 Z" fill="var(--raised)" />
      <path d="M150 66 V34 M146 38 h8 M143 46 h14" {...line} stroke="var(--muted)" />
      <path d="M-4 112 Q110 92 244 12" {...line} stroke="var(--violet)" />
      <g className="transition-transform duration-(--duration-reward) ease-reward group-hover:translate-x-2 group-hover:-translate-y-1">
        <path d="M96 84 v12" {...line} stroke="var(--text)" />
        <rect x="80" y="96" width="34" height="26" rx="7" fill="var(--pink-soft)" stroke="var(--pink)" strokeWidth="2.5" />
        <path d="M86 105 h9 M100 105 h8" {...line} stroke="var(--gold)" />
      </g>
      <g fill="var(--gold)">
        {[12, 46, 70, 130, 172, 206].map((x, i) => (
          <circle key={x} cx={x} cy={126 + (i % 2) * 8} r="1.8" />
        ))}
      </g>
    </>
  );
}

type CardProps = { x: number; turn: number; face: string; tone: string; /** Cards over it leave only its corner in sight. */ fanned?: boolean };

function Card({ x, turn, face, tone, fanned = false }: CardProps) {
  return (
    <g transform={`translate(${x} 34) rotate(${turn} 26 40)`}>
      <rect width="52" height="76" rx="7" fill="var(--surface-solid)" stroke="var(--line-strong)" strokeWidth="2" />
      <text {...(fanned ? { x: 13, y: 26, fontSize: 21 } : { x: 26, y: 52, fontSize: 34 })} textAnchor="middle" fontWeight="700" fill={tone}>
        {face}
      </text>
    </g>
  );
}

function Wheel() {
  return (
    <g transform="translate(120 74)">
      <circle r="56" fill="var(--raised)" stroke="var(--line-strong)" strokeWidth="2" />
      {Array.from({ length: 36 }, (_, i) => (
        <path key={i} d="M0 -54 V-42" stroke={i === 0 ? "var(--gain)" : i % 2 ? "var(--loss)" : "var(--muted)"} strokeWidth="6" transform={`rotate(${i * 10})`} />
      ))}
      <circle r="34" {...line} stroke="var(--violet)" />
      <path d="M-14 0 H14 M0 -14 V14" {...line} stroke="var(--gold)" className="origin-center transition-transform duration-(--duration-reward) ease-reward group-hover:rotate-45" />
      <circle cx="22" cy="-41" r="5" fill="var(--text)" />
    </g>
  );
}

function Lantern({ x, y, size, tone }: { x: number; y: number; size: number; tone: string }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <path d="M0 -40 V-26 M-9 -26 H9 M-9 26 H9 M0 26 V40 M-4 40 V48 M4 40 V48" {...line} stroke="var(--muted)" />
      <ellipse rx="24" ry="26" fill={tone} fillOpacity="0.22" stroke={tone} strokeWidth="2.5" />
      <path d="M-9 -24 Q-18 0 -9 24 M9 -24 Q18 0 9 24" {...line} strokeWidth="1.6" stroke={tone} />
    </g>
  );
}

function Hand({ x, turn, tone, shape }: { x: number; turn: number; tone: string; shape: Choice }) {
  return (
    <g transform={`translate(${x} 34) rotate(${turn} 33 66) scale(0.55)`} fill="var(--surface-solid)" style={{ color: tone }}>
      <HandShape shape={shape} />
    </g>
  );
}

const art: Record<TableGame, ReactNode> = {
  crash: <CableCar />,
  blackjack: (
    <>
      <Card x={74} turn={-9} face="A" tone="var(--text)" />
      <Card x={114} turn={8} face="K" tone="var(--loss)" />
    </>
  ),
  videopoker: (
    <>
      {["10", "J", "Q", "K", "A"].map((face, i) => (
        <Card key={face} fanned x={42 + i * 26} turn={-12 + i * 6} face={face} tone={i === 4 ? "var(--gold)" : "var(--text)"} />
      ))}
    </>
  ),
  gacha: (
    <>
      <Lantern x={62} y={76} size={0.8} tone="var(--cyan)" />
      <Lantern x={178} y={70} size={0.8} tone="var(--violet)" />
      <Lantern x={120} y={66} size={1.15} tone="var(--gold)" />
    </>
  ),
  roulette: <Wheel />,
  rps: (
    <>
      <Hand x={22} turn={-10} tone="var(--cyan)" shape="rock" />
      <Hand x={152} turn={10} tone="var(--pink)" shape="paper" />
      <Hand x={87} turn={0} tone="var(--gold)" shape="scissors" />
    </>
  ),
};

/** What a table is known by, in the club's own lines of light. */
export function GameArt({ game }: { game: TableGame }) {
  return (
    <svg viewBox="0 0 240 144" preserveAspectRatio="xMidYMid slice" className="size-full" focusable="false">
      {art[game]}
    </svg>
  );
}
