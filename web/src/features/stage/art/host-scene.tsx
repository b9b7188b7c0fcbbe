import { cn } from "@/shared/ui/cn";
import { Tube } from "@/features/events/art/tube";

const hair = [
  "M150 258C124 214 122 128 168 94C190 78 226 78 246 96C292 130 288 216 260 258",
  "M150 258C160 262 168 254 166 240C160 214 158 190 163 168",
  "M260 258C250 262 242 254 244 240C250 214 252 190 247 168",
  "M163 168C174 146 196 136 214 126C222 148 236 160 247 168",
] as const;
const face = "M163 168C160 208 172 240 205 254C238 240 250 208 247 168";
const features = "M177 191Q186 198 195 191M215 191Q224 198 233 191M205 196L202 213Q205 217 209 215M191 229Q205 238 219 229";
const brows = "M174 178Q184 171 194 176M216 176Q226 171 236 178";
const neck = "M191 250V274M219 250V274";
const jacket = "M191 274C160 284 116 292 98 328C88 350 84 376 82 410M219 274C250 284 294 292 312 328C322 350 326 376 328 410";
const lapels = "M191 274L205 322L219 274M176 281L198 372M234 281L212 372M198 372L205 410L212 372";
const beams = [
  { d: "M96 0L20 420H190Z", tone: "fill-violet" },
  { d: "M205 0L110 420H300Z", tone: "fill-pink" },
  { d: "M314 0L220 420H390Z", tone: "fill-cyan" },
] as const;

/** An arc of `from`…`to` degrees (0 at three o'clock, clockwise) around the halo's middle. */
function arc(r: number, from: number, to: number): string {
  const point = (degrees: number) => {
    const angle = (degrees * Math.PI) / 180;
    return `${(205 + r * Math.cos(angle)).toFixed(1)} ${(178 + r * Math.sin(angle)).toFixed(1)}`;
  };
  return `M${point(from)}A${r} ${r} 0 ${to - from > 180 ? 1 : 0} 1 ${point(to)}`;
}

function Halo() {
  return (
    <g>
      <Tube d={arc(126, 150, 395)} tone="stroke-pink" wide={3.4} />
      <Tube d={arc(142, 196, 428)} tone="stroke-violet" wide={2.6} dim />
      <Tube d={arc(158, 122, 340)} tone="stroke-cyan" wide={2} dim />
    </g>
  );
}

const head = { cx: 132, cy: 288, rx: 13, ry: 16, transform: "rotate(18 132 288)" } as const;

function Microphone() {
  return (
    <g>
      <path d="M121 304L104 372Q109 380 117 376L138 309Z" className="fill-ground" />
      <Tube d="M121 304L104 372Q109 380 117 376L138 309" tone="stroke-muted" wide={2} />
      <ellipse {...head} className="fill-ground" />
      <g className="stroke-cyan">
        <ellipse {...head} strokeWidth="9" opacity="0.1" />
        <ellipse {...head} strokeWidth="5" opacity="0.16" />
        <ellipse {...head} strokeWidth="2.4" />
        <path d="M121 284L145 291M120 291L142 298M130 274L126 303M139 277L134 305" strokeWidth="1" opacity="0.55" />
      </g>
      <path d="M117 303L142 311" className="stroke-pink" strokeWidth="3" strokeLinecap="round" />
    </g>
  );
}

/** The club's host, drawn in lines of light: no photograph, no real person. Decorative; the name stands beside it. */
export function HostScene({ live, className }: { live: boolean; className?: string }) {
  return (
    <svg viewBox="0 0 410 420" aria-hidden focusable="false" className={cn("size-full", className)} fill="none">
      <defs>
        <linearGradient id="stage-beam" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--text)" stopOpacity="0.9" />
          <stop offset="1" stopColor="var(--text)" stopOpacity="0" />
        </linearGradient>
        <mask id="stage-fade">
          <rect width="410" height="420" fill="url(#stage-beam)" />
        </mask>
        <radialGradient id="stage-floor">
          <stop offset="0" stopColor="var(--pink)" stopOpacity="0.34" />
          <stop offset="1" stopColor="var(--pink)" stopOpacity="0" />
        </radialGradient>
      </defs>
      <g mask="url(#stage-fade)" className={live ? undefined : "opacity-50"}>
        {beams.map(({ d, tone }) => (
          <path key={d} d={d} className={tone} opacity="0.14" />
        ))}
      </g>
      <ellipse cx="205" cy="408" rx="190" ry="40" fill="url(#stage-floor)" />
      <Halo />
      <path d={`${hair[0]}C240 262 170 262 150 258Z`} className="fill-ground" opacity="0.92" />
      <path d={`${jacket} L82 420H328V410`} className="fill-ground" opacity="0.82" />
      <Tube d={jacket} tone="stroke-violet" wide={3.2} />
      <Tube d={lapels} tone="stroke-violet" wide={2} dim />
      <Tube d={neck} tone="stroke-text" wide={1.8} dim />
      <Tube d={face} tone="stroke-text" wide={2.2} />
      <path d={features} className="stroke-text" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" />
      <path d={brows} className="stroke-muted" strokeWidth="2" strokeLinecap="round" />
      {hair.map((lock) => (
        <Tube key={lock} d={lock} tone="stroke-pink" wide={2.8} />
      ))}
      <circle cx="160" cy="222" r="4" className="stroke-cyan" strokeWidth="2" />
      <circle cx="250" cy="222" r="4" className="stroke-cyan" strokeWidth="2" />
      <Microphone />
    </svg>
  );
}
