"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { HandName, PokerTable } from "../api/table";

/** What each hand pays for this stake. The dealt hand is marked while it can still change; a paid one is lit. */
export function Paytable({ table, stake, lit, won }: { table: PokerTable; stake: number; lit: HandName | null; won: boolean }) {
  const t = useT("videopoker");
  const format = useFormat();
  const rows = table.rows.filter(({ pays }) => pays > 0);
  return (
    <table className="poker-paytable">
      <caption className="sr-only">{t("paytable.caption", { amount: format.integer(stake) })}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{t("paytable.hand")}</th>
          <th scope="col">{t("paytable.times")}</th>
          <th scope="col">{t("paytable.amount")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label_key, pays }) => (
          <tr key={label_key} aria-current={lit === label_key || undefined} data-lit={lit === label_key ? (won ? "won" : "made") : undefined}>
            <th scope="row">{t(`hands.${label_key}`)}</th>
            <td className="tabular">{format.multiplier(pays)}</td>
            <td className="tabular">{format.integer(pays * stake)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
