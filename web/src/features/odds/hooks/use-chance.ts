"use client";

import { useFormat } from "@/shared/format/use-format";

/** Decimals that leave a chance four figures, at least three and at most eight. */
export function chanceDigits(chance: number): number {
  if (chance <= 0 || chance >= 1) return 3;
  return Math.min(8, Math.max(3, Math.ceil(-Math.log10(chance * 100)) + 3));
}

/** Writes a chance in per cent, the rarer the finer. */
export function useChance(): (chance: number) => string {
  const format = useFormat();
  return (chance) => format.percent(chance, chanceDigits(chance));
}
