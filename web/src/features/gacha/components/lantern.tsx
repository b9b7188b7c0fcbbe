import type { CSSProperties } from "react";
import { cn } from "@/shared/ui/cn";
import { lanternArt } from "../art/lantern-art";

type Props = {
  itemId: string;
  className?: string;
  /** Only its shape: a lantern not found yet. */
  unlit?: boolean;
};

/** A lantern's picture; the plain paper one when this build has none. Decorative: names are told in text. */
export function Lantern({ itemId, className, unlit = false }: Props) {
  const art = lanternArt[itemId] ?? lanternArt.paper;
  if (!art) return null;
  const papers = { "--paper-a": `var(--paper-${art.papers[0]})`, "--paper-b": `var(--paper-${art.papers[1]})` };
  return (
    <svg viewBox="0 0 96 96" aria-hidden className={cn("lantern", className)} style={papers as CSSProperties} data-unlit={unlit || undefined}>
      {art.parts.map(([paint, path], index) => (
        <path key={index} className={`paint-${paint}`} d={path} />
      ))}
    </svg>
  );
}
