export type TubeProps = { d: string; tone: string; wide?: number; dash?: string; dim?: boolean };

/** A neon tube: its halo in two soft strokes, the glass, and the bright core. */
export function Tube({ d, tone, wide = 3, dash, dim = false }: TubeProps) {
  return (
    <g className={tone} fill="none" strokeLinecap="round" strokeLinejoin="round" strokeDasharray={dash} opacity={dim ? 0.55 : 1}>
      <path d={d} strokeWidth={wide * 4.2} opacity="0.07" />
      <path d={d} strokeWidth={wide * 2.3} opacity="0.16" />
      <path d={d} strokeWidth={wide} />
      <path d={d} strokeWidth={wide * 0.28} className="stroke-text" opacity="0.7" />
    </g>
  );
}
