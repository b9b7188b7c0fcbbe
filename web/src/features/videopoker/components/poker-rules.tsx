"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { PokerTable } from "../api/table";

const keys = ["space", "places", "h", "arrows"] as const;

/** The rules in plain words, how often each hand comes, and the keys. */
export function PokerRules({ table }: { table: PokerTable }) {
  const t = useT("videopoker");
  const format = useFormat();
  const { min, max, step } = table.limits;
  return (
    <div className="grid gap-5 text-sm">
      <ol className="grid list-decimal gap-2 pl-5">
        <li>{t("rules.stake", { min: format.integer(min), max: format.integer(max), step: format.integer(step) })}</li>
        <li>{t("rules.deal")}</li>
        <li>{t("rules.draw")}</li>
        <li>{t("rules.left")}</li>
      </ol>
      <p>{t("rules.rtp", { rtp: format.percent(table.rtp, 4) })}</p>
      <p>{t("rules.fair")}</p>
      <table className="w-full">
        <caption className="pb-2 text-left font-semibold">{t("rules.odds")}</caption>
        <tbody className="divide-y divide-line">
          {table.rows.map(({ label_key, pays, probability }) => (
            <tr key={label_key}>
              <th scope="row" className="py-2 text-left font-normal">
                {t(`hands.${label_key}`)}
              </th>
              <td className="tabular py-2 text-right text-muted">{format.multiplier(pays)}</td>
              <td className="tabular py-2 pl-4 text-right">{format.percent(probability, 4)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <section>
        <h3 className="pb-2 font-semibold">{t("rules.keys")}</h3>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
          {keys.map((key) => (
            <div key={key} className="contents">
              <dt className="text-muted">{t(`keys.${key}.key`)}</dt>
              <dd>{t(`keys.${key}.does`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
