"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { OddsTableSheet, OutcomeRow } from "../api/odds";
import { useChance } from "../hooks/use-chance";
import { useOutcomeNames } from "../hooks/use-outcome-names";
import { OddsTable } from "./odds-table";

type Column = { key: string; title: string; cell: (row: OutcomeRow) => string };
type Props = { rows: readonly OutcomeRow[]; currency: OddsTableSheet["currency"]; query: string };

/** Every outcome of a table with its chance and payout; `query` keeps the lines whose name holds it, in either language. */
export function OutcomeTable({ rows, currency, query }: Props) {
  const t = useT("odds");
  const names = useOutcomeNames();
  const columns = useColumns(currency).filter(({ key }) => key === "one_in" || rows.some((row) => row[key] !== undefined));
  const named = rows.map((row, index) => ({ row, names: names(row), key: `${index}` }));
  const found = named.filter(({ names }) => !query || names.some((name) => name.toLowerCase().includes(query)));
  return (
    <OddsTable
      caption={t("rows.title")}
      columns={[t("rows.name"), ...columns.map(({ title }) => title)]}
      rows={found.map(({ row, names, key }) => ({ key, head: names[0], cells: columns.map(({ cell }) => cell(row)) }))}
      empty={t("search.nothing")}
    />
  );
}

function useColumns(currency: Props["currency"]): Column[] {
  const t = useT("odds");
  const format = useFormat();
  const chance = useChance();
  const number = (key: string, shown: (value: number) => string) => (row: OutcomeRow) => (typeof row[key] === "number" ? shown(row[key]) : "–");
  const oneIn = ({ probability, effective }: OutcomeRow) => {
    const real = typeof effective === "number" ? effective : probability;
    return real > 0 ? t("oneInShort", { n: format.decimal(1 / real, 2) }) : t("never");
  };
  return [
    { key: "tier", title: t("rows.tier"), cell: ({ tier }) => (typeof tier === "string" ? tier : "–") },
    { key: "spots", title: t("rows.spots"), cell: number("spots", format.integer) },
    { key: "probability", title: t("rows.probability"), cell: number("probability", chance) },
    { key: "effective", title: t("rows.effective"), cell: number("effective", chance) },
    { key: "one_in", title: t("rows.one_in"), cell: oneIn },
    { key: "pays", title: currency ? t("rows.pays_gold") : t("rows.pays"), cell: number("pays", currency ? format.integer : format.multiplier) },
    { key: "rtp", title: t("rows.rtp"), cell: number("rtp", chance) },
    { key: "house_edge", title: t("rows.house_edge"), cell: number("house_edge", chance) },
    { key: "dealt_probability", title: t("rows.dealt_probability"), cell: number("dealt_probability", chance) },
  ];
}
