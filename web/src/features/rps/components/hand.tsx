import type { ReactNode } from "react";
import type { Choice } from "../rules";

type Finger = { x: number; y: number; width: number; height: number; turn?: number };

/** A hand seen from its back, built of rounded fingers; the later a part, the nearer it is. */
const parts: Record<Choice, { behind: Finger[]; before: Finger[] }> = {
  rock: {
    behind: [],
    before: [
      { x: 27, y: 42, width: 19, height: 46 },
      { x: 45, y: 37, width: 19, height: 49 },
      { x: 63, y: 39, width: 19, height: 47 },
      { x: 80, y: 45, width: 18, height: 41 },
      { x: 21, y: 82, width: 54, height: 20, turn: -12 },
    ],
  },
  paper: {
    behind: [
      { x: 30, y: 20, width: 17, height: 72, turn: -9 },
      { x: 47, y: 10, width: 17, height: 80, turn: -2 },
      { x: 64, y: 15, width: 17, height: 76, turn: 5 },
      { x: 81, y: 32, width: 16, height: 60, turn: 13 },
      { x: 33, y: 60, width: 18, height: 50, turn: -42 },
    ],
    before: [],
  },
  scissors: {
    behind: [
      { x: 29, y: 12, width: 18, height: 78, turn: -15 },
      { x: 55, y: 10, width: 18, height: 80, turn: 11 },
    ],
    before: [
      { x: 65, y: 62, width: 18, height: 34, turn: 4 },
      { x: 82, y: 66, width: 16, height: 30, turn: 8 },
      { x: 27, y: 82, width: 52, height: 19, turn: -16 },
    ],
  },
};

function FingerShape({ x, y, width, height, turn = 0 }: Finger) {
  return <rect x={x} y={y} width={width} height={height} rx={Math.min(width, height) / 2} transform={`rotate(${turn} ${x + width / 2} ${y + height})`} />;
}

const palm = "M28 76 q0 -14 14 -14 h42 q14 0 14 14 v20 q0 16 -12 24 v16 h-44 v-16 q-14 -10 -14 -26 z";

/** A hand's strokes without a frame: outline, body, and what lies in front; coloured where it is drawn. */
export function HandShape({ shape, children }: { shape: Choice; children?: ReactNode }) {
  const { behind, before } = parts[shape];
  const body = (
    <>
      {behind.map((finger) => (
        <FingerShape key={finger.x} {...finger} />
      ))}
      <path d={palm} />
    </>
  );
  return (
    <>
      <g className="rps-hand-outline" fill="none" stroke="currentcolor" strokeWidth="7" strokeLinejoin="round">
        {body}
      </g>
      <g className="rps-hand-body">{body}</g>
      <g className="rps-hand-front" stroke="currentcolor" strokeWidth="3.5" strokeLinejoin="round">
        {before.map((finger) => (
          <FingerShape key={finger.x} {...finger} />
        ))}
        {children}
      </g>
    </>
  );
}

/** Decorative: whoever shows a hand says in words which it is. */
export function Hand({ shape, className = "" }: { shape: Choice; className?: string }) {
  return (
    <svg aria-hidden viewBox="-4 0 128 152" className={`rps-hand ${className}`}>
      <HandShape shape={shape}>
        <rect className="rps-hand-cuff" x="36" y="130" width="56" height="18" rx="6" />
      </HandShape>
    </svg>
  );
}
