"use client";

/** One animation loop for everything that follows the multiplier. Runs only while somebody listens and the tab is seen. */
import { useEffect, useRef } from "react";
import { type Moment, momentOf, useCrash } from "./crash-store";
import type { TableState } from "./table-state";

export type FrameListener = (moment: Moment, state: TableState, time_ms: number) => void;

const listeners = new Set<FrameListener>();
let frame: number | null = null;

function run(time_ms: number): void {
  frame = requestAnimationFrame(run);
  const { state } = useCrash.getState();
  if (!state) return;
  const moment = momentOf(state);
  for (const listener of listeners) listener(moment, state, time_ms);
}

export function onFrame(listener: FrameListener): () => void {
  listeners.add(listener);
  frame ??= requestAnimationFrame(run);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || frame === null) return;
    cancelAnimationFrame(frame);
    frame = null;
  };
}

/** Calls the newest `listener` once a frame; write to refs there, never to state. */
export function useFrame(listener: FrameListener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => onFrame((moment, state, time_ms) => latest.current(moment, state, time_ms)), []);
}
