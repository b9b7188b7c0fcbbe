import type { ReactNode } from "react";
import { cn } from "@/shared/ui/cn";
import type { Preference } from "../api/quiz";

const line = { fill: "none", strokeLinecap: "round", strokeLinejoin: "round" } as const;

/** A tube of light: halo, glass, core. */
function Tube({ d, tone, width = 3 }: { d: string; tone: string; width?: number }) {
  return (
    <g {...line} stroke={tone}>
      <path d={d} strokeWidth={width * 3} opacity="0.12" />
      <path d={d} strokeWidth={width} />
    </g>
  );
}

function Lantern({ x, y, size, tone, lit = true }: { x: number; y: number; size: number; tone: string; lit?: boolean }) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <path d="M0 -34 V-24 M-8 -24 H8 M-8 24 H8 M0 24 V38" {...line} stroke="var(--muted)" strokeWidth="2" />
      {lit ? <ellipse rx="34" ry="36" fill={tone} opacity="0.1" /> : null}
      <ellipse rx="22" ry="24" fill={tone} fillOpacity={lit ? 0.26 : 0.04} stroke={tone} strokeOpacity={lit ? 1 : 0.4} strokeWidth="2.5" />
      <path d="M-8 -22 Q-16 0 -8 22 M8 -22 Q16 0 8 22" {...line} strokeWidth="1.5" stroke={tone} opacity={lit ? 0.9 : 0.35} />
    </g>
  );
}

const art: Record<Preference, ReactNode> = {
  collecting: (
    <>
      <path d="M34 62 H286 M34 128 H286" {...line} stroke="var(--line-strong)" strokeWidth="2" />
      {[70, 130, 190, 250].map((x, index) => (
        <Lantern key={x} x={x} y={96} size={0.72} tone={["var(--pink)", "var(--gold)", "var(--violet)", "var(--cyan)"][index] ?? "var(--violet)"} />
      ))}
      {[70, 130, 190].map((x, index) => (
        <Lantern key={x} x={x} y={162} size={0.72} tone={["var(--cyan)", "var(--violet)", "var(--gold)"][index] ?? "var(--cyan)"} />
      ))}
      <Lantern x={250} y={162} size={0.72} tone="var(--muted)" lit={false} />
    </>
  ),
  competing: (
    <>
      <path d="M20 178 V128 H74 V92 H126 V112 H170 V60 H226 V98 H300 V178 Z" fill="var(--raised)" stroke="var(--line-strong)" strokeWidth="2" />
      <g fill="var(--gold)" opacity="0.6">
        {[[38, 146], [52, 160], [92, 112], [108, 132], [144, 134], [188, 82], [206, 104], [246, 122], [272, 146]].map(([x, y]) => (
          <rect key={`${x}-${y}`} x={x} y={y} width="5" height="8" />
        ))}
      </g>
      <Tube d="M24 122 C46 108 58 84 76 84 S116 90 126 102 S160 66 174 52 S214 30 232 34" tone="var(--cyan)" />
      <Tube d="M232 60 V22 M232 22 L262 31 L232 40" tone="var(--pink)" />
      <circle cx="174" cy="52" r="4" fill="var(--text)" />
    </>
  ),
  relaxing: (
    <>
      <rect x="96" y="22" width="150" height="120" rx="10" fill="var(--raised)" stroke="var(--line-strong)" strokeWidth="2" />
      <path d="M171 22 V142 M96 82 H246" stroke="var(--line)" strokeWidth="2" />
      <circle cx="214" cy="50" r="15" fill="var(--gold)" opacity="0.22" />
      <Tube d="M222 38 A15 15 0 1 0 226 60 A12 12 0 0 1 222 38" tone="var(--gold)" width={2} />
      <g {...line} stroke="var(--cyan)" strokeWidth="1.6" opacity="0.6">
        {[112, 128, 146, 160, 186, 202, 230].map((x, index) => (
          <path key={x} d={`M${x} ${96 + (index % 3) * 11} l-4 14`} />
        ))}
      </g>
      <Tube d="M64 178 V132 Q64 112 84 112 H92 Q104 112 104 126 V150 H150 Q160 150 160 162 V178" tone="var(--violet)" />
      <path d="M206 178 V160 M192 160 H234" {...line} stroke="var(--muted)" strokeWidth="2.5" />
      <Tube d="M204 158 V144 H222 V158 Z M222 147 q9 0 8 6 q-1 4 -8 4" tone="var(--pink)" width={2} />
      <path d="M209 138 q4 -5 0 -10 M217 138 q4 -5 0 -10" {...line} stroke="var(--muted)" strokeWidth="1.6" />
    </>
  ),
  social: (
    <>
      <ellipse cx="160" cy="124" rx="76" ry="26" fill="var(--raised)" stroke="var(--line-strong)" strokeWidth="2" />
      <path d="M160 150 V182 M130 182 H190" {...line} stroke="var(--line-strong)" strokeWidth="3" />
      {(
        [
          [58, "var(--pink)"],
          [112, "var(--cyan)"],
          [208, "var(--violet)"],
        ] as const
      ).map(([x, tone]) => (
        <g key={x}>
          <circle cx={x} cy={58} r="15" fill={tone} opacity="0.14" />
          <Tube d={`M${x - 10} 66 A13 13 0 1 1 ${x + 10} 66 M${x - 22} 104 Q${x} 72 ${x + 22} 104`} tone={tone} width={2.5} />
        </g>
      ))}
      <g {...line} stroke="var(--gold)" strokeWidth="2.5" strokeDasharray="5 6">
        <path d="M246 176 V112 H286 V176 M246 142 H286" />
      </g>
      <g fill="var(--gold)">
        <circle cx="136" cy="118" r="4" />
        <circle cx="160" cy="128" r="4" />
        <circle cx="184" cy="118" r="4" />
      </g>
    </>
  ),
};

/** What a profile looks like, in the club's lines of light. Named by `label`; decorative without one. */
export function ProfileArt({ profile, label, className }: { profile: Preference; label?: string; className?: string }) {
  return (
    <svg viewBox="0 0 320 200" className={cn("always-night w-full rounded-lg bg-stage", className)} {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}>
      {art[profile]}
    </svg>
  );
}
