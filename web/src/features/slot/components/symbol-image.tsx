import { symbolArt } from "../machines/art";
import { cn } from "@/shared/ui/cn";

type Props = { machineId: string; symbol: string; className?: string };

/** A symbol's picture; its name when this build has none. Decorative: names are told in text elsewhere. */
export function SymbolImage({ machineId, symbol, className }: Props) {
  const src = symbolArt(machineId, symbol);
  if (!src) {
    return (
      <span aria-hidden className={cn("grid place-items-center text-2xs font-semibold", className)}>
        {symbol}
      </span>
    );
  }
  // eslint-disable-next-line @next/next/no-img-element -- an SVG of a few hundred bytes has nothing to optimise
  return <img alt="" aria-hidden draggable={false} src={src} className={cn("select-none", className)} />;
}
