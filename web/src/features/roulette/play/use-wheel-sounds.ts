"use client";

import { useEffect, useRef } from "react";
import { useSound } from "@/shared/sound";
import type { Wheel } from "../api/table";
import type { RoundResult } from "./result";

/** A win of this many stakes is a big one. */
const BIG = 10;

/** The wheel starts, the ball falls, and what own chips made of it. Silent about what happened before one came. */
export function useWheelSounds(phase: Wheel["phase"], result: RoundResult | null): void {
  const { play } = useSound();
  const fallen = phase === "settling" ? result : null;
  const gain = fallen ? (fallen.back > fallen.staked ? (fallen.back >= BIG * fallen.staked ? "big-win" : "win") : "stop") : null;
  const told = useRef<string | null>(null);
  useEffect(() => {
    const moment = `${phase} ${fallen?.round_id ?? ""}`;
    const joined = told.current !== null;
    const known = told.current === moment;
    told.current = moment;
    if (!joined || known) return;
    if (phase === "running") play("spin");
    else if (gain) play(gain);
  }, [phase, fallen?.round_id, gain, play]);
}
