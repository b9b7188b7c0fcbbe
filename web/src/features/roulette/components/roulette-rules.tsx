"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { Wheel } from "../api/table";
import { BET_TYPES, POCKETS, SPOTS } from "../rules/layout";

const keys = ["arrows", "enter", "remove", "bet", "digits", "undo", "clear", "double", "rebet"] as const;

/** The rules in plain words, and what every bet pays at this table. */
export function RouletteRules({ wheel }: { wheel: Wheel }) {
  const t = useT("roulette");
  const format = useFormat();
  const { limits } = wheel;
  return (
    <div className="grid gap-5 text-sm leading-relaxed">
      <ul className="grid list-disc gap-2 pl-5">
        <li>{t("rules.wheel")}</li>
        <li>{t("rules.shared", { seconds: Math.round(wheel.betting_ms / 1000) })}</li>
        <li>{t("rules.stakes", { min: format.integer(limits.min), max: format.integer(limits.max), step: format.integer(limits.step) })}</li>
        <li>{t("rules.edge")}</li>
        <li>{t("rules.fair")}</li>
        <li>{t("rules.void")}</li>
      </ul>
      <table className="tabular w-full text-left">
        <caption className="sr-only">{t("rules.pays")}</caption>
        <thead className="text-muted">
          <tr>
            <th scope="col" className="py-1 font-normal">{t("rules.column.bet")}</th>
            <th scope="col" className="py-1 text-right font-normal">{t("rules.column.chance")}</th>
            <th scope="col" className="py-1 text-right font-normal">{t("rules.column.pays")}</th>
            <th scope="col" className="py-1 text-right font-normal">{t("rules.column.max")}</th>
          </tr>
        </thead>
        <tbody>
          {BET_TYPES.map((type) => (
            <tr key={type} className="border-t border-line">
              <th scope="row" className="py-1.5 font-medium">{t(`kind.${type}`)}</th>
              <td className="py-1.5 text-right">{`${SPOTS.find((spot) => spot.type === type)?.numbers.length ?? 0}/${POCKETS}`}</td>
              <td className="py-1.5 text-right">{`${wheel.pays[type] ?? 0}:1`}</td>
              <td className="py-1.5 text-right">{format.integer(wheel.max_of[type] ?? 0)}</td>
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
