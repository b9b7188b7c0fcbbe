"use client";

import { useMarket } from "@/features/responsible/hooks/use-market";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { type Machine, chancesOf } from "../machines/machine";

const keys = ["space", "arrows", "t", "a", "m", "p", "i"] as const;

/** The rules in plain words, generated from the machine's data, and the keys of this screen. */
export function SlotRules({ machine }: { machine: Machine }) {
  const t = useT("slot");
  const { turbo, auto_spin } = useMarket();
  const offered = keys.filter((key) => (key !== "t" || turbo) && (key !== "a" || auto_spin));
  return (
    <div className="grid gap-5 text-sm">
      <RulesList machine={machine} />
      <p className="text-muted">{t("rules.fair")}</p>
      <p className="flex flex-wrap gap-x-5">
        <Link href={`/odds?machine=${machine.id}`} className="inline-flex min-h-11 items-center underline underline-offset-4">
          {t("rules.odds")}
        </Link>
        <Link href="/fairness" className="inline-flex min-h-11 items-center underline underline-offset-4">
          {t("rules.verify")}
        </Link>
      </p>
      <section className="grid gap-2">
        <h3 className="font-semibold">{t("rules.keys")}</h3>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
          {offered.map((key) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="hairline rounded-sm bg-raised px-2 py-0.5 font-sans text-xs">{t(`keys.${key}.key`)}</kbd>
              </dt>
              <dd className="text-muted">{t(`keys.${key}.does`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}

/** The law of a machine as sentences; also printed on the odds page. */
export function RulesList({ machine }: { machine: Machine }) {
  const t = useT("slot");
  const locale = useLocale();
  const format = useFormat();
  const { free_spins: feature, stakes } = machine;
  const nameOf = (kind: "wild" | "scatter") => machine.symbols.find((symbol) => symbol.kind === kind)?.name[locale];
  const wild = nameOf("wild");
  const scatter = nameOf("scatter");
  const awards = (feature?.awards ?? []).map((spins, i) => ({ scatters: i + 1, spins })).filter(({ spins }) => spins > 0);
  return (
    <ul className="grid list-disc gap-2 pl-5 marker:text-muted">
      <li>{t(`rules.${machine.pays_on}`, { count: chancesOf(machine) })}</li>
      {wild ? <li>{t("rules.wild", { symbol: wild })}</li> : null}
      {scatter && awards.length > 0 ? (
        <li>{t("rules.scatter", { symbol: scatter, awards: awards.map(({ scatters, spins }) => t("rules.award", { scatters, spins })).join(", ") })}</li>
      ) : null}
      {feature ? <li>{t("rules.feature", { multiplier: feature.multiplier, retriggers: feature.retriggers_max })}</li> : null}
      <li>{t("rules.stakes", { min: format.integer(stakes.min), max: format.integer(stakes.max), step: format.integer(stakes.step) })}</li>
    </ul>
  );
}
