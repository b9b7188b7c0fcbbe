"use client";

import { useT } from "@/shared/i18n/use-t";
import type { Wheel } from "../api/table";
import { useBall } from "../play/use-ball";
import { POCKETS, WHEEL, colourOf } from "../rules/layout";

const STEP = 360 / POCKETS;
const R_OUT = 95;
const R_BAND = 78;
const R_IN = 61;

function point(radius: number, degrees: number): string {
  const angle = ((degrees - 90) * Math.PI) / 180;
  return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
}

const sectors = WHEEL.map((pocket, i) => {
  const [from, to] = [(i - 0.5) * STEP, (i + 0.5) * STEP];
  const path = `M${point(R_OUT, from)} A${R_OUT} ${R_OUT} 0 0 1 ${point(R_OUT, to)} L${point(R_IN, to)} A${R_IN} ${R_IN} 0 0 0 ${point(R_IN, from)} Z`;
  return { pocket, path, turn: i * STEP };
});
/** Diamonds on the rim, where a ball would bounce. */
const studs = [22.5, 67.5, 112.5, 157.5, 202.5, 247.5, 292.5, 337.5];

/** The wheel turns slowly by itself; the ball runs against it and comes to rest in the drawn pocket. */
export function WheelView({ wheel, reduced }: { wheel: Wheel; reduced: boolean }) {
  const t = useT("roulette");
  const { phase, pocket, colour } = wheel;
  const arm = useBall(wheel, reduced);
  const shown = phase === "settling" ? pocket : null;
  const label = shown === null || colour === null ? t(`wheel.${phase === "running" ? "spinning" : "waiting"}`) : t("wheel.shows", { pocket: shown, colour: t(`colour.${colour}`) });
  return (
    <div role="img" aria-label={label} className="roulette-wheel" data-phase={phase} data-still={reduced || undefined}>
      <svg aria-hidden viewBox="-110 -110 220 220">
        <circle r="108" className="roulette-rim" />
        <circle r="96" className="roulette-track" />
        {studs.map((turn) => (
          <path key={turn} d="M0 -106 L1.8 -102 L0 -98 L-1.8 -102 Z" transform={`rotate(${turn})`} className="roulette-stud" />
        ))}
      </svg>
      <div className="roulette-rotor">
        <svg aria-hidden viewBox="-110 -110 220 220">
          {sectors.map(({ pocket: number, path, turn }) => (
            <g key={number} data-lit={shown === number || undefined} className={`roulette-sector roulette-${colourOf(number)}`}>
              <path d={path} />
              <text transform={`rotate(${turn}) translate(0 ${-(R_OUT + R_BAND) / 2})`} textAnchor="middle" dominantBaseline="central">
                {number}
              </text>
            </g>
          ))}
          <circle r={R_BAND} className="roulette-band" />
          <circle r={R_IN} className="roulette-hub" />
          <circle r="47" className="roulette-band" />
        </svg>
        <div ref={arm} className="roulette-arm" data-known={pocket !== null || undefined}>
          <span className="roulette-ball" />
        </div>
      </div>
      <p aria-hidden key={shown ?? "none"} className="roulette-number" data-colour={shown === null ? undefined : (colour ?? undefined)}>
        {shown ?? "♣"}
      </p>
    </div>
  );
}
