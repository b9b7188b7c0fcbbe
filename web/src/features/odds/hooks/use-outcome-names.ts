"use client";

import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import type { OutcomeRow } from "../api/odds";

/** An outcome's names: first the one to show, then others it may be looked for by. */
export function useOutcomeNames(): (row: OutcomeRow) => [string, ...string[]] {
  const t = useT("odds");
  const locale = useLocale();
  const format = useFormat();
  return ({ name, label_key, multiplier }) => {
    if (name) return [name[locale], name.ko, name.en];
    const key = label_key ?? "";
    const words = key.replaceAll("_", " ");
    if (!key || !t.has(`label.${key}`)) return [words || "–"];
    return [t(`label.${key}`, { multiplier: typeof multiplier === "number" ? format.multiplier(multiplier) : "" }), words];
  };
}
