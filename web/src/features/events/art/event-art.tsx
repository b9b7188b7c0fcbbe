import type { ReactNode } from "react";
import { markEdge, markRings, markStem } from "@/shared/brand/mark";
import { cn } from "@/shared/ui/cn";
import { Tube } from "./tube";

const ringTones = ["stroke-pink", "stroke-cyan", "stroke-violet"] as const;
const windows = [18, 40, 62, 84, 150, 176, 200, 222] as const;

/** The stage's own: a microphone in the light. */
const stageLight = (
  <>
    <path d="M120 2L58 128H182Z" className="fill-violet" opacity="0.13" />
    <Tube d="M44 128A76 10 0 0 1 196 128" tone="stroke-violet" wide={2.6} />
    <Tube d="M120 74V122M104 126H136" tone="stroke-muted" wide={2.2} />
    <Tube d="M120 20a13 13 0 0 1 13 13v14a13 13 0 0 1 -26 0V33a13 13 0 0 1 13 -13Z" tone="stroke-pink" wide={2.6} />
    <path d="M108 34H132M108 42H132" className="stroke-pink" strokeWidth="1.2" opacity="0.6" />
    <Tube d="M98 46a22 22 0 0 0 44 0M120 68V74" tone="stroke-muted" wide={2} />
    <Tube d="M78 26A46 46 0 0 0 78 64M162 26A46 46 0 0 1 162 64" tone="stroke-cyan" wide={2.2} />
    <Tube d="M60 18A62 62 0 0 0 60 72M180 18A62 62 0 0 1 180 72" tone="stroke-cyan" wide={1.8} dim />
  </>
);

const motifs: readonly ReactNode[] = [
  <g key="rings" transform="translate(62 8) scale(3.6)">
    {markRings.map((ring, index) => (
      <Tube key={ring} d={ring} tone={ringTones[index] ?? "stroke-muted"} wide={0.8} />
    ))}
    <Tube d={markStem} tone="stroke-muted" wide={0.8} />
    <Tube d={markEdge} tone="stroke-muted" wide={0.7} dash="2.7 2.55" />
  </g>,
  <g key="tower">
    <path d="M0 128Q60 96 112 106T240 96V144H0Z" className="fill-raised" />
    <Tube d="M120 104V58M120 42V26M108 58H132L128 42H112Z" tone="stroke-violet" wide={2.4} />
    <circle cx="120" cy="22" r="3.5" className="fill-cyan" />
    <Tube d="M98 30A26 26 0 0 1 108 10M142 30A26 26 0 0 0 132 10" tone="stroke-cyan" wide={2} dim />
    <g className="fill-gold" opacity="0.6">
      {windows.map((x, index) => (
        <rect key={x} x={x} y={122 + (index % 3) * 6} width="3.5" height="4.5" rx="1" />
      ))}
    </g>
  </g>,
  <g key="ribbon">
    <Tube d="M84 70h72v52h-72ZM76 54h88v16h-88ZM120 54V122" tone="stroke-violet" wide={2.4} />
    <Tube d="M120 54C96 50 90 24 106 26C116 28 119 44 120 54C121 44 124 28 134 26C150 24 144 50 120 54" tone="stroke-pink" wide={2.4} />
    <path d="M52 44v10M47 49h10M188 32v10M183 37h10M196 92v8M192 96h8" className="stroke-cyan" strokeWidth="2" strokeLinecap="round" />
  </g>,
  <g key="lanterns">
    <Tube d="M16 22Q120 58 224 22" tone="stroke-muted" wide={1.6} dim />
    <Tube d="M66 38V54M52 54H80M52 98H80M66 98V112M66 54C44 54 44 98 66 98C88 98 88 54 66 54" tone="stroke-cyan" wide={2.2} />
    <Tube d="M120 42V60M104 60H136M104 110H136M120 110V126M120 60C94 60 94 110 120 110C146 110 146 60 120 60" tone="stroke-pink" wide={2.4} />
    <Tube d="M174 38V54M160 54H188M160 98H188M174 98V112M174 54C152 54 152 98 174 98C196 98 196 54 174 54" tone="stroke-violet" wide={2.2} />
  </g>,
  <g key="moon">
    <Tube d="M132 26A34 34 0 1 0 158 84A40 40 0 0 1 132 26Z" tone="stroke-cyan" wide={2.6} />
    <Tube d="M20 122Q64 92 108 116T220 108" tone="stroke-violet" wide={2.4} />
    <path d="M62 36v10M57 41h10M184 36v8M180 40h8M46 74v6M43 77h6M196 74v6M193 77h6" className="stroke-text" strokeWidth="1.8" strokeLinecap="round" opacity="0.7" />
  </g>,
];

function motifOf(id: string): ReactNode {
  return motifs[(Number.parseInt(id.slice(-4), 16) || 0) % motifs.length];
}

/** A picture for an event in the club's lines of light: the stage's own, or one that stays with the event. */
export function EventArt({ id, ofStage, className }: { id: string; ofStage: boolean; className?: string }) {
  return (
    <div className={cn("always-night grid place-items-center overflow-hidden bg-stage", className)}>
      <svg viewBox="0 0 240 144" className="h-full max-h-60 max-w-full" fill="none" aria-hidden focusable="false">
        {ofStage ? stageLight : motifOf(id)}
      </svg>
    </div>
  );
}
