"use client";

/** Runs the ball: freely round the track from the lock on, then down into its pocket, in time. */
import { useEffect, useRef } from "react";
import type { Wheel } from "../api/table";
import { FREE_SPEED, angleOf, restingAngle } from "./ball";
import { clock } from "./clock";

/** The ball rests a moment before the round is over. */
const REST_MS = 500;
const FREE_S = 30;

/** Distance from the hub in the ball's own diameters, by share of the way: the track, a bounce, the pocket. */
const drop = [
  { transform: "translateY(-920%)", offset: 0 },
  { transform: "translateY(-920%)", offset: 0.5, easing: "ease-in" },
  { transform: "translateY(-690%)", offset: 0.72, easing: "ease-out" },
  { transform: "translateY(-745%)", offset: 0.8, easing: "ease-in" },
  { transform: "translateY(-640%)", offset: 0.92 },
  { transform: "translateY(-640%)", offset: 1 },
];

const turned = (degrees: number) => `rotate(${degrees}deg)`;

export function useBall({ phase, pocket, round_id, ends_at }: Wheel, reduced: boolean) {
  const arm = useRef<HTMLDivElement>(null);
  const began_ms = useRef<number | null>(null);
  const runs = useRef<Animation[]>([]);
  const rests = useRef(false);
  const ends_ms = Date.parse(ends_at);
  useEffect(() => {
    const held = arm.current;
    const ball = held?.firstElementChild;
    if (!held || !ball) return;
    const stop = () => {
      for (const run of runs.current) run.cancel();
      runs.current = [];
    };
    if (phase === "betting" || (phase === "settling" && pocket === null)) {
      began_ms.current = null;
      rests.current = false;
      stop();
      return;
    }
    if (phase === "settling") {
      stop();
      if (pocket !== null && !rests.current) held.style.transform = turned(angleOf(pocket));
      return;
    }
    if (reduced || typeof held.animate !== "function") return;
    const now_ms = performance.now();
    began_ms.current ??= now_ms;
    const from = (FREE_SPEED * (now_ms - began_ms.current)) / 1000;
    stop();
    if (pocket === null) {
      const free = held.animate([{ transform: turned(from) }, { transform: turned(from + FREE_SPEED * FREE_S) }], { duration: FREE_S * 1000 });
      const high = ball.animate([{ transform: "translateY(-920%)" }, { transform: "translateY(-920%)" }], { duration: FREE_S * 1000 });
      runs.current = [free, high];
      return;
    }
    const duration = Math.max(300, ends_ms - clock.now() - REST_MS);
    const to = restingAngle(pocket, from, duration);
    held.style.transform = turned(to);
    rests.current = true;
    runs.current = [
      held.animate([{ transform: turned(from) }, { transform: turned(to) }], { duration, easing: "cubic-bezier(0.16, 0.52, 0.3, 1)" }),
      ball.animate(drop, { duration }),
    ];
  }, [phase, pocket, round_id, ends_ms, reduced]);
  return arm;
}
