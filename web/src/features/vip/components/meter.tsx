"use client";

import { useId } from "react";

type Props = { label: string; text: string; value: number; max: number };

/** A named bar of progress with its figures in words. */
export function Meter({ label, text, value, max }: Props) {
  const id = useId();
  const share = max === 0 ? 1 : Math.min(1, value / max);
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-3 text-sm">
        <span id={id}>{label}</span>
        <span className="tabular text-muted">{text}</span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={text}
        className="h-2.5 overflow-hidden rounded-full bg-raised"
      >
        <div className="h-full rounded-full bg-violet transition-[width] duration-(--duration-reward) ease-reward" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
