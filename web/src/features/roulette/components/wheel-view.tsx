"use client";

import { useEffect, useRef } from "react";
import { useT } from "@/shared/i18n/use-t";
import type { Wheel } from "../api/table";
import { FREE_SPEED, angleOf, restingAngle } from "../play/ball";
import { POCKETS, WHEEL, colourOf } from "../rules/layout";

const STEP = 360 / POCKETS;
const R_OUT = 96;
const R_IN = 62;
/** The ball rests a moment before the round is over. */
const REST_MS = 500;

function point(radius: number, degrees: number): string {
  const angle = ((degrees - 90) * Math.PI) / 180;
  return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
}

const sectors = WHEEL.map((pocket, i) => {
  const [from, to] = [(i - 0.5) * STEP, (i + 0.5) * STEP];
  const path = `M${point(R_OUT, from)} A${R_OUT} ${R_OUT} 0 0 1 ${point(R_OUT, to)} L${point(R_IN, to)} A${R_IN} ${R_IN} 0 0 0 ${point(R_IN, from)} Z`;
  return { pocket, path, turn: i * STEP };
});

/** The wheel turns slowly by itself; the ball runs against it and comes to rest in the drawn pocket. */
export function WheelView({ wheel, reduced }: { wheel: Wheel; reduced: boolean }) {
  const t = useT("roulette");
  const { phase, pocket, colour } = wheel;
  const ball = useBall(wheel, reduced);
  const shown = phase === "settling" ? pocket : null;
  const label = shown === null || colour === null ? t(`wheel.${phase === "running" ? "spinning" : "waiting"}`) : t("wheel.shows", { pocket: shown, colour: t(`colour.${colour}`) });
  return (
    <div className="roulette-wheel" data-phase={phase}>
      <svg role="img" aria-label={label} viewBox="-110 -110 220 220">
        <circle r="107" className="roulette-rim" />
        <g className="roulette-rotor">
          {sectors.map(({ pocket: number, path, turn }) => (
            <g key={number} data-lit={shown === number || undefined} className={`roulette-sector roulette-${colourOf(number)}`}>
              <path d={path} />
              <text transform={`rotate(${turn}) translate(0 ${-(R_OUT - 9)})`} textAnchor="middle" dominantBaseline="central">
                {number}
              </text>
            </g>
          ))}
          <circle r={R_IN} className="roulette-hub" />
          <g ref={ball} className="roulette-ball" data-known={pocket !== null || undefined}>
            <circle cy={-(R_IN + 8)} r="5.5" />
          </g>
        </g>
      </svg>
      <p aria-hidden key={shown ?? "none"} className="roulette-number" data-colour={shown === null ? undefined : (colour ?? undefined)}>
        {shown ?? "♣"}
      </p>
    </div>
  );
}

/** Runs the ball: freely from the lock on, then to its pocket in time. */
function useBall({ phase, pocket, round_id, locks_at, ends_at, server_time }: Wheel, reduced: boolean) {
  const ball = useRef<SVGGElement>(null);
  const began_ms = useRef<number | null>(null);
  const ends = Date.parse(ends_at) - Date.parse(server_time);
  const left_ms = useRef(ends);
  useEffect(() => {
    left_ms.current = ends;
  }, [ends]);
  useEffect(() => {
    const group = ball.current;
    if (!group || typeof group.animate !== "function") return;
    if (phase === "betting" || (phase === "settling" && pocket === null)) {
      began_ms.current = null;
      return;
    }
    if (pocket !== null && (reduced || phase === "settling") && began_ms.current === null) {
      group.style.transform = `rotate(${angleOf(pocket)}deg)`;
      return;
    }
    if (reduced) return;
    const now_ms = performance.now();
    began_ms.current ??= now_ms;
    const from = (FREE_SPEED * (now_ms - began_ms.current)) / 1000;
    if (pocket === null) {
      const run = group.animate([{ transform: `rotate(${from}deg)` }, { transform: `rotate(${from + FREE_SPEED * 30}deg)` }], { duration: 30_000 });
      return () => run.cancel();
    }
    if (phase === "settling") return;
    const duration = Math.max(300, left_ms.current - REST_MS);
    const to = restingAngle(pocket, from, duration);
    group.style.transform = `rotate(${to}deg)`;
    group.animate([{ transform: `rotate(${from}deg)` }, { transform: `rotate(${to}deg)` }], { duration, easing: "cubic-bezier(0.16, 0.52, 0.3, 1)" });
  }, [phase, pocket, round_id, locks_at, reduced]);
  return ball;
}
