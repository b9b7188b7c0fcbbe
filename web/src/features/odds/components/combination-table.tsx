"use client";

import { SymbolImage } from "@/features/slot/components/symbol-image";
import { type Machine, symbolName } from "@/features/slot/machines/machine";
import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import type { Combination } from "../api/odds";
import { OddsTable } from "./odds-table";

type Props = { machine: Machine; combinations: readonly Combination[]; query: string };

/** Whether a symbol's names, in either language, contain what the reader looks for. */
export function matches(machine: Machine, symbol: string, query: string): boolean {
  const names = machine.symbols.find(({ id }) => id === symbol)?.name;
  return query === "" || [symbol, names?.ko, names?.en].some((name) => name?.toLowerCase().includes(query));
}

/** Pay and probability of every paying combination, in a spin. */
export function CombinationTable({ machine, combinations, query }: Props) {
  const t = useT("odds");
  const locale = useLocale();
  const format = useFormat();
  const rows = combinations.filter(({ symbol }) => matches(machine, symbol, query));
  return (
    <OddsTable
      caption={t("combinations.title")}
      columns={[t("column.symbol"), t("column.count"), t("column.pay"), t("column.oneIn"), t("column.perSpin"), t("column.rtp")]}
      empty={t("search.nothing")}
      rows={rows.map((row) => ({
        key: `${row.symbol}-${row.count}`,
        head: (
          <span className="inline-flex items-center gap-2" data-machine={machine.id}>
            <span className="symbol-plate symbol-plate-small">
              <SymbolImage machineId={machine.id} symbol={row.symbol} className="size-full" />
            </span>
            {symbolName(machine, row.symbol, locale)}
          </span>
        ),
        cells: [
          `${row.count}`,
          format.multiplier(row.pay_tenths / 10),
          row.one_in === null ? t("never") : t("oneInShort", { n: format.decimal(row.one_in, 2) }),
          format.percent(row.per_spin, 6),
          format.percent(row.rtp, 4),
        ],
      }))}
    />
  );
}
