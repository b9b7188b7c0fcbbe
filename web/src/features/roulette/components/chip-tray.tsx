"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { Table } from "../play/use-table";
import { ChipMark } from "./chip-mark";

/** Which chip the next tap puts down. */
export function ChipTray({ table }: { table: Table }) {
  const t = useT("roulette");
  const format = useFormat();
  return (
    <div role="group" aria-label={t("tray")} className="roulette-tray">
      {table.wheel.tray.map((value, index) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === table.chip}
          aria-label={t("chip", { amount: format.integer(value) })}
          aria-keyshortcuts={`${index + 1}`}
          className="roulette-tray-chip"
          onClick={() => table.choose(value)}
        >
          <ChipMark amount={value} />
        </button>
      ))}
    </div>
  );
}
