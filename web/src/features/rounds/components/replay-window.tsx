"use client";

import { SymbolImage } from "@/features/slot/components/symbol-image";
import { cn } from "@/shared/ui/cn";
import type { ReplayFrame } from "../replay";

/** One screen of the reels, column by column; cells that paid are lit. Decorative: the result is told in text beside it. */
export function ReplayWindow({ machineId, frame }: { machineId: string; frame: ReplayFrame }) {
  const lit = new Set(frame.wins.flatMap((win) => win.positions.map(([reel, row]) => `${reel}:${row}`)));
  return (
    <div aria-hidden className="hairline flex gap-1 rounded-lg bg-stage p-2">
      {frame.window.map((column, reel) => (
        <div key={reel} className="grid flex-1 gap-1">
          {column.map((symbol, row) => (
            <div
              key={row}
              className={cn(
                "grid aspect-square place-items-center rounded-sm",
                lit.has(`${reel}:${row}`) ? "bg-gold-soft outline outline-gold" : lit.size > 0 && "opacity-45",
              )}
            >
              <SymbolImage machineId={machineId} symbol={symbol} className="size-[82%]" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
