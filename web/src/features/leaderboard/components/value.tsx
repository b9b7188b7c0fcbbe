"use client";

import { useFormat } from "@/shared/format/use-format";
import { Amount } from "@/shared/ui/amount";
import type { Metric } from "../board";

/** A line's value in the words of its metric. */
export function Value({ metric, value, className }: { metric: Metric; value: number; className?: string }) {
  const format = useFormat();
  if (metric === "net_win") return <Amount value={value} signed className={className} />;
  return <span className={`tabular whitespace-nowrap ${className ?? ""}`}>{metric === "biggest_multiplier" ? format.multiplier(value) : format.integer(value)}</span>;
}
