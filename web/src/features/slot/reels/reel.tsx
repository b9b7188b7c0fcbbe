"use client";

import { memo, useLayoutEffect, useRef } from "react";
import { SymbolImage } from "../components/symbol-image";
import { cn } from "@/shared/ui/cn";
import { LOOP_CELLS, fade, landing, loop, passingCells, windUp } from "./reel-motion";

/** What a reel does now. `id` changes with every order, so that the same order can be given twice. */
export type ReelOrder = { id: number; kind: "rest" | "spin" | "land"; column: readonly string[] };

type Props = {
  machineId: string;
  rows: number;
  strip: readonly string[];
  order: ReelOrder;
  /** Where the strip stands; chooses what passes by, never what is shown at the end. */
  stop: number;
  turbo: boolean;
  reduced: boolean;
  /** Bit n is set when the cell of row n is lit: a plain number, so that an unchanged reel is not drawn again. */
  lit: number;
  /** A win is being shown: cells that are not lit step back. */
  dim: boolean;
};

/** The cells of the column, top to bottom, and how many stand above the window. */
function columnOf({ strip, order, rows, stop, reduced }: Props): { cells: string[]; above: number } {
  if (reduced || order.kind === "rest") return { cells: [...order.column], above: 0 };
  if (order.kind === "spin") {
    const passing = passingCells(strip, stop, LOOP_CELLS);
    return { cells: [...passing, ...passing.slice(0, rows), ...order.column], above: 0 };
  }
  const [above = ""] = passingCells(strip, stop, 1);
  return { cells: [above, ...order.column, ...passingCells(strip, stop + rows + LOOP_CELLS, LOOP_CELLS)], above: 1 };
}

function move(column: HTMLElement, { order, rows, turbo, reduced }: Props): void {
  if (typeof column.animate !== "function") return;
  for (const running of column.getAnimations()) running.cancel();
  if (order.kind === "rest") return;
  const motions = reduced
    ? [fade(order.kind === "spin" ? "out" : "in")]
    : order.kind === "spin"
      ? [windUp(rows), loop(rows)]
      : [landing(rows, turbo)];
  let delay = 0;
  for (const { keyframes, options } of motions) {
    column.animate(keyframes, { ...options, delay });
    delay += typeof options.duration === "number" ? options.duration : 0;
  }
}

export const Reel = memo(function Reel(props: Props) {
  const { machineId, rows, order, lit, dim } = props;
  const columnRef = useRef<HTMLDivElement>(null);
  const { cells, above } = columnOf(props);
  useLayoutEffect(() => {
    if (columnRef.current) move(columnRef.current, props);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- one movement per order
  }, [order.id]);
  const resting = order.kind !== "spin";
  const isLit = (row: number) => ((lit >> row) & 1) === 1;
  return (
    <div data-slot="reel" className="reel" style={{ "--rows": rows } as React.CSSProperties}>
      <div ref={columnRef} className="reel-column" style={{ "--cells": cells.length } as React.CSSProperties}>
        {cells.map((symbol, i) => {
          const row = i - above;
          const inWindow = resting && row >= 0 && row < rows;
          return (
            <div
              key={i}
              className={cn("reel-cell", inWindow && isLit(row) && "is-lit", inWindow && dim && !isLit(row) && "is-dim")}
            >
              <SymbolImage machineId={machineId} symbol={symbol} className="reel-symbol" />
            </div>
          );
        })}
      </div>
    </div>
  );
});
