"use client";

import { useState } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { cn } from "@/shared/ui/cn";
import { type PlayedFrame, playedFrames } from "../stored-outcome";
import { SymbolImage } from "./symbol-image";

type Props = { outcome: Record<string, unknown>; /** The machine that played. */ variant: string };

/** The screens of a stored round, free spins one after the other. Its page names the messages `rounds`. */
export function Replay({ outcome, variant }: Props) {
  const t = useT("rounds");
  const frames = playedFrames(outcome);
  const [index, setIndex] = useState(0);
  const frame = frames[index];
  if (!frame) return null;
  return (
    <div>
      <FrameView machineId={variant} frame={frame} />
      <p aria-live="polite" className="mt-2 text-sm text-muted">
        {frame.freeSpin === 0 ? t("replay.paidSpin") : t("replay.freeSpin", { number: frame.freeSpin })}
        {" · "}
        {frame.wins.length === 0 ? t("replay.noWin") : t("replay.wins", { count: frame.wins.length })}
      </p>
      {frames.length > 1 ? (
        <div className="mt-3 flex items-center gap-2">
          <Button size="sm" disabled={index === 0} onClick={() => setIndex(index - 1)}>
            {t("replay.previous")}
          </Button>
          <span className="tabular flex-1 text-center text-sm text-muted">
            {index + 1} / {frames.length}
          </span>
          <Button size="sm" disabled={index === frames.length - 1} onClick={() => setIndex(index + 1)}>
            {t("replay.next")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** One screen, column by column, cells that paid lit, and what each win brought. Decorative: figures stand beside it. */
function FrameView({ machineId, frame }: { machineId: string; frame: PlayedFrame }) {
  const format = useFormat();
  const lit = new Set(frame.wins.flatMap((win) => win.positions.map(([reel, row]) => `${reel}:${row}`)));
  return (
    <div aria-hidden className="hairline grid max-w-md gap-2 rounded-lg bg-stage p-2">
      <div className="flex gap-1">
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
      {frame.wins.length > 0 ? (
        <ul className="tabular flex flex-wrap gap-x-4 gap-y-1 px-1 text-sm">
          {frame.wins.map(({ symbol, count, ways, amount }, i) => (
            <li key={i} className="flex items-center gap-1.5">
              <SymbolImage machineId={machineId} symbol={symbol} className="size-5" />
              <span className="text-muted">
                ×{count}
                {ways > 1 ? ` ×${ways}` : null}
              </span>
              <span className="font-medium text-gold">{format.integer(amount)}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
