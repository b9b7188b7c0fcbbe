import type { ReactNode } from "react";
import { markEdge, markRings, markStem } from "@/shared/brand/mark";
import { cn } from "@/shared/ui/cn";
import type { Stop } from "../api/onboarding";

const line = { fill: "none", strokeLinecap: "round", strokeLinejoin: "round" } as const;

function Tube({ d, tone, width = 3 }: { d: string; tone: string; width?: number }) {
  return (
    <g {...line} stroke={tone}>
      <path d={d} strokeWidth={width * 3} opacity="0.12" />
      <path d={d} strokeWidth={width} />
    </g>
  );
}

const ringTones = ["var(--pink)", "var(--cyan)", "var(--violet)"];

const art: Record<Stop, ReactNode> = {
  welcome: (
    <>
      <path d="M40 200 V40 H124 V200 M196 200 V40 H280 V200" {...line} stroke="var(--line-strong)" strokeWidth="2" />
      <path d="M124 40 L96 58 V200 M196 40 L224 58 V200" {...line} stroke="var(--muted)" strokeWidth="2" />
      <path d="M124 200 V40 H196 V200 Z" fill="var(--gold)" opacity="0.08" />
      <g transform="translate(118 66) scale(2.6)" {...line} strokeWidth="2">
        {markRings.map((ring, index) => (
          <g key={ring} stroke={ringTones[index]}>
            <path d={ring} strokeWidth="5" opacity="0.14" />
            <path d={ring} />
          </g>
        ))}
        <g stroke="var(--gold)">
          <path d={markStem} />
          <path d={markEdge} strokeDasharray="2.7 2.55" strokeLinecap="butt" />
        </g>
      </g>
      <circle cx="106" cy="132" r="3.5" fill="var(--gold)" />
      <circle cx="214" cy="132" r="3.5" fill="var(--gold)" />
    </>
  ),
  identity: (
    <>
      <rect x="92" y="24" width="136" height="160" rx="18" fill="var(--raised)" stroke="var(--line-strong)" strokeWidth="2" />
      <Tube d="M117 152 A60 60 0 1 1 203 152" tone="var(--violet)" />
      <path d="M142 100 A18 18 0 1 1 178 100 A18 18 0 1 1 142 100" {...line} stroke="var(--text)" strokeWidth="2.5" />
      <path d="M126 150 Q160 108 194 150" {...line} stroke="var(--text)" strokeWidth="2.5" />
      <g fill="var(--pink)">
        <circle cx="60" cy="66" r="6" opacity="0.5" />
        <circle cx="262" cy="92" r="8" opacity="0.35" />
      </g>
      <Tube d="M46 128 A16 16 0 1 1 70 130" tone="var(--cyan)" width={2} />
      <Tube d="M252 152 A14 14 0 1 1 276 156" tone="var(--pink)" width={2} />
    </>
  ),
  first_round: (
    <>
      <rect x="54" y="36" width="212" height="128" rx="16" fill="var(--raised)" stroke="var(--line-strong)" strokeWidth="2" />
      {[0, 1, 2].map((reel) => (
        <rect key={reel} x={70 + reel * 62} y="52" width="56" height="96" rx="8" fill="var(--stage)" stroke="var(--line)" strokeWidth="2" />
      ))}
      <Tube d="M79 118 a9.5 9.5 0 1 1 19 0 a9.5 9.5 0 1 1 -19 0 M99 126 a9.5 9.5 0 1 1 19 0 a9.5 9.5 0 1 1 -19 0 M89 108 Q92 86 108 74 Q104 94 108 116" tone="var(--pink)" width={2.5} />
      <Tube d="M146 116 h28 q-4 -8 -4 -18 q0 -14 -10 -14 t-10 14 q0 10 -4 18 M156 122 h8" tone="var(--gold)" width={2.5} />
      <Tube d="M210 78 h24 l-14 42" tone="var(--cyan)" width={3} />
      <path d="M266 92 h14 V64" {...line} stroke="var(--muted)" strokeWidth="3" />
      <circle cx="280" cy="56" r="8" fill="var(--pink)" />
      <path d="M74 182 H246" {...line} stroke="var(--line-strong)" strokeWidth="3" />
    </>
  ),
  fairness: (
    <>
      <Tube d="M160 28 L222 50 V104 Q222 152 160 182 Q98 152 98 104 V50 Z" tone="var(--cyan)" />
      <Tube d="M132 104 L154 126 L192 82" tone="var(--gold)" width={4} />
      <g {...line} stroke="var(--muted)" strokeWidth="2" strokeDasharray="3 7">
        <path d="M30 66 H86 M30 90 H78 M30 114 H86 M30 138 H70 M234 66 H290 M242 90 H290 M234 114 H290 M250 138 H290" />
      </g>
    </>
  ),
  own_limit: (
    <>
      <path d="M62 164 A104 104 0 1 1 258 164" {...line} stroke="var(--line-strong)" strokeWidth="10" />
      <Tube d="M62 164 A104 104 0 0 1 118 34" tone="var(--cyan)" width={5} />
      <path d="M160 126 L122 62" {...line} stroke="var(--text)" strokeWidth="4" />
      <circle cx="160" cy="126" r="8" fill="var(--text)" />
      <Tube d="M202 32 L194 50" tone="var(--pink)" width={4} />
      <path d="M126 180 H194" {...line} stroke="var(--muted)" strokeWidth="3" />
    </>
  ),
  reward: (
    <>
      <rect x="98" y="92" width="124" height="88" rx="10" fill="var(--raised)" stroke="var(--line-strong)" strokeWidth="2" />
      <rect x="86" y="72" width="148" height="26" rx="7" fill="var(--raised)" stroke="var(--line-strong)" strokeWidth="2" />
      <Tube d="M160 72 V180" tone="var(--pink)" />
      <Tube d="M160 72 q-34 2 -36 -20 q2 -16 20 -8 q14 8 16 28 q2 -20 16 -28 q18 -8 20 8 q-2 22 -36 20" tone="var(--pink)" width={2.5} />
      <g fill="none" stroke="var(--gold)" strokeWidth="2.5">
        <circle cx="58" cy="122" r="12" strokeDasharray="4 3.5" />
        <circle cx="264" cy="104" r="14" strokeDasharray="4 3.5" />
        <circle cx="276" cy="150" r="9" strokeDasharray="3 3" />
      </g>
      <g {...line} stroke="var(--gold)" strokeWidth="2">
        <path d="M52 60 v14 M45 67 h14 M258 48 v12 M252 54 h12" />
      </g>
    </>
  ),
};

/** The picture of a stop of the tour. Decorative. */
export function StepArt({ stop, className }: { stop: Stop; className?: string }) {
  return (
    <svg viewBox="0 0 320 200" aria-hidden className={cn("always-night block w-full bg-stage", className)}>
      {art[stop]}
    </svg>
  );
}
