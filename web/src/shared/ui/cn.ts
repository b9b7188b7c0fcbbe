import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: { classGroups: { "font-size": [{ text: ["2xs"] }], shadow: [{ shadow: ["lift", "neon"] }] } },
});

/** Joins class names; a later utility of the same kind wins. */
export function cn(...values: ClassValue[]): string {
  return merge(clsx(values));
}
