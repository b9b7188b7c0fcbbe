"use client";

import { useState } from "react";
import type { Table } from "../api/hands";
import { usePreferences } from "./preferences";

const REMEMBERED_MAX = 30;

/** The chips in the betting circle: chip by chip, taken back one by one, doubled, cleared, put again. */
export function useStake({ min, max, step, presets }: Table["stakes"]) {
  const { stake: remembered } = usePreferences();
  const usual = presets[1] ?? presets[0] ?? min;
  const last = remembered !== null && remembered >= min && remembered <= max && remembered % step === 0 ? remembered : usual;
  const [stake, setStake] = useState(last);
  const [past, setPast] = useState<readonly number[]>([]);
  const put = (next: number) => {
    if (next === stake) return;
    setPast((before) => [...before, stake].slice(-REMEMBERED_MAX));
    setStake(next);
  };
  return {
    stake,
    chips: presets,
    last,
    canUndo: past.length > 0,
    allowed: stake >= min && stake <= max,
    room: (chip: number) => stake + chip <= max,
    add: (chip: number) => put(Math.min(max, stake + chip)),
    double: () => put(Math.min(max, stake * 2)),
    clear: () => put(0),
    rebet: () => put(last),
    setTo: (amount: number) => put(Math.max(0, Math.min(max, amount - (amount % step)))),
    undo: () => {
      setStake(past.at(-1) ?? stake);
      setPast((before) => before.slice(0, -1));
    },
    remember: () => usePreferences.setState({ stake }),
  };
}

export type Stake = ReturnType<typeof useStake>;
