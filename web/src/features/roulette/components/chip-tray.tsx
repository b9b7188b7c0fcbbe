"use client";

import { RadioGroup } from "radix-ui";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { Table } from "../play/use-table";
import { ChipMark } from "./chip-mark";

/** Which chip the next tap puts down. */
export function ChipTray({ table }: { table: Table }) {
  const t = useT("roulette");
  const format = useFormat();
  const { tray } = table.wheel;
  return (
    <RadioGroup.Root
      aria-label={t("tray")}
      className="roulette-tray"
      value={`${table.chip}`}
      onValueChange={(value) => table.choose(Number(value))}
    >
      {tray.map((value, index) => (
        <RadioGroup.Item key={value} value={`${value}`} aria-label={t("chip", { amount: format.integer(value) })} aria-keyshortcuts={`${index + 1}`} className="roulette-tray-chip">
          <ChipMark amount={value} />
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
