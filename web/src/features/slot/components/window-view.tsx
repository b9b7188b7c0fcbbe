"use client";

import { useT } from "@/shared/i18n/use-t";
import { useLocale } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import { type Machine, type Win, symbolName } from "../machines/machine";
import { SymbolImage } from "./symbol-image";

type Props = { machine: Machine; window: readonly (readonly string[])[]; wins: readonly Win[] };

/** A window standing still, cells of its wins ringed; read out row by row. */
export function WindowView({ machine, window, wins }: Props) {
  const t = useT("slot");
  const locale = useLocale();
  const won = new Set(wins.flatMap((win) => win.positions.map(([reel, row]) => `${reel}-${row}`)));
  const rows = Array.from({ length: machine.rows }, (_, row) => window.map((column) => column[row] ?? ""));
  const spoken = rows.map((row) => row.map((symbol) => symbolName(machine, symbol, locale)).join(", ")).join(" / ");
  return (
    <div role="img" aria-label={t("window", { rows: spoken })} data-machine={machine.id} className="window-view" style={{ "--reels": window.length } as React.CSSProperties}>
      {rows.map((row, rowIndex) =>
        row.map((symbol, reel) => (
          <span key={`${reel}-${rowIndex}`} className={cn("window-cell", won.has(`${reel}-${rowIndex}`) && "is-won")}>
            <SymbolImage machineId={machine.id} symbol={symbol} className="size-full object-contain" />
          </span>
        )),
      )}
    </div>
  );
}
