"use client";

import { useEffect, useState } from "react";
import type { Win } from "../machines/machine";

const ALL_MS = 1200;
const EACH_MS = 1100;

/** All wins together first, then one after another for as long as they are shown. Two or more only; slow enough to read. */
export function useShownWins(wins: readonly Win[], cycling: boolean): readonly Win[] {
  const [turn, setTurn] = useState({ wins, index: -1 });
  useEffect(() => {
    if (!cycling || wins.length < 2) return;
    let index = -1;
    let timer = setTimeout(function next() {
      index = (index + 1) % wins.length;
      setTurn({ wins, index });
      timer = setTimeout(next, EACH_MS);
    }, ALL_MS);
    return () => clearTimeout(timer);
  }, [wins, cycling]);
  const current = turn.wins === wins && cycling ? wins[turn.index] : undefined;
  return current ? [current] : wins;
}
