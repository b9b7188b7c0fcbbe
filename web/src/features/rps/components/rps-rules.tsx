"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { RpsTable } from "../api/table";

const percent = (share: number) => `${Number((share * 100).toFixed(4))} %`;
const keys = ["space", "hands", "arrows"] as const;

/** The rules in plain words, with the figures of the table that plays. */
export function RpsRules({ table }: { table: RpsTable }) {
  const t = useT("rps");
  const format = useFormat();
  const { min, max, step } = table.limits;
  const win = table.rows.find((row) => row.label_key === "win");
  return (
    <div className="grid gap-5 text-sm leading-relaxed">
      <ul className="grid list-disc gap-2 pl-5">
        <li>{t("rules.beats")}</li>
        <li>{t("rules.pays", { times: win?.pays ?? 0 })}</li>
        <li>{t("rules.draw")}</li>
        <li>{t("rules.stakes", { min: format.integer(min), max: format.integer(max), step: format.integer(step) })}</li>
        <li>{t("rules.fair")}</li>
      </ul>
      <table className="tabular w-full text-left">
        <caption className="pb-2 text-left font-semibold">{t("rules.odds", { rtp: percent(table.rtp) })}</caption>
        <thead className="text-muted">
          <tr>
            <th scope="col" className="py-1 font-normal">{t("rules.column.result")}</th>
            <th scope="col" className="py-1 text-right font-normal">{t("rules.column.chance")}</th>
            <th scope="col" className="py-1 text-right font-normal">{t("rules.column.pays")}</th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.label_key} className="border-t border-line">
              <th scope="row" className="py-1.5 font-medium">{t(`outcome.${row.label_key}`)}</th>
              <td className="py-1.5 text-right">{percent(row.probability)}</td>
              <td className="py-1.5 text-right">{row.pays}x</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {keys.map((key) => (
          <div key={key} className="col-span-2 grid grid-cols-subgrid">
            <dt className="font-mono text-muted">{t(`keys.${key}.key`)}</dt>
            <dd>{t(`keys.${key}.does`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
