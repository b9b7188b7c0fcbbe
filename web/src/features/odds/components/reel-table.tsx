"use client";

import { type Machine, symbolName } from "@/features/slot/machines/machine";
import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { matches } from "./combination-table";
import { OddsTable } from "./odds-table";

type Props = { machine: Machine; strips: readonly (readonly string[])[]; query: string };

/** How often each symbol stands on each reel: its chance to stop on any one row. */
export function ReelTable({ machine, strips, query }: Props) {
  const t = useT("odds");
  const locale = useLocale();
  const format = useFormat();
  const rows = machine.symbols.filter(({ id }) => matches(machine, id, query));
  return (
    <OddsTable
      caption={t("reels.title")}
      columns={[t("column.symbol"), ...strips.map((strip, reel) => t("reels.reel", { number: reel + 1, length: strip.length }))]}
      empty={t("search.nothing")}
      rows={rows.map(({ id }) => ({
        key: id,
        head: symbolName(machine, id, locale),
        cells: strips.map((strip) => {
          const count = strip.filter((symbol) => symbol === id).length;
          return `${count} · ${format.percent(count / strip.length, 2)}`;
        }),
      }))}
    />
  );
}
