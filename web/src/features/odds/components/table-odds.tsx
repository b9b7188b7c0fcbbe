"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Card, CardTitle } from "@/shared/ui/card";
import type { OddsTableSheet } from "../api/odds";
import { useChance } from "../hooks/use-chance";
import { ChangeLog } from "./change-log";
import { Figures } from "./figures";
import { OddsTable } from "./odds-table";
import { OutcomeTable } from "./outcome-table";

const figures = {
  rtp: "share", rtp_lowest: "share", house_edge: "share", hit_rate: "share", instant_crash_probability: "share",
  max_win: "multiplier", multiplier_max: "multiplier", variance: "decimal", sigma: "decimal", growth_per_s: "share",
  mean_pulls_ssr: "decimal", cost: "count", decks: "count", hands_max: "count", deals: "count",
} as const;

/** Any game's table: its figures, every outcome, what else it publishes, and how it changed. */
export function TableOdds({ table, query }: { table: OddsTableSheet; query: string }) {
  const t = useT("odds");
  return (
    <div className="grid grid-cols-1 gap-5" data-slot="table-odds">
      <Card className="grid gap-4">
        <KeyFigures table={table} />
        {table.formula ? (
          <p className="grid gap-1 border-t border-line pt-4 text-sm">
            <span className="text-muted">{t("formula")}</span>
            <code className="font-mono">{table.formula}</code>
          </p>
        ) : null}
      </Card>
      {table.pity ? <Pity pity={table.pity} /> : null}
      {table.rows ? (
        <Card className="grid gap-3">
          <CardTitle>{t("rows.title")}</CardTitle>
          <OutcomeTable rows={table.rows} currency={table.currency} query={query} />
        </Card>
      ) : null}
      <Extras table={table} />
      <ChangeLog version={table.config_version} hash={table.config_hash} changes={table.change_log} />
    </div>
  );
}

function KeyFigures({ table }: { table: OddsTableSheet }) {
  const t = useT("odds");
  const format = useFormat();
  const rows = Object.entries(figures).flatMap(([key, kind]): [string, string][] => {
    const value = table[key];
    if (typeof value !== "number") return [];
    const shown = { share: () => format.percent(value, 4), multiplier: () => format.multiplier(value), decimal: () => format.decimal(value, 4), count: () => format.integer(value) }[kind]();
    return [[t(`figure.${key}`), shown]];
  });
  return <Figures rows={rows} />;
}

function Pity({ pity }: { pity: NonNullable<OddsTableSheet["pity"]> }) {
  const t = useT("odds");
  const format = useFormat();
  return (
    <Card className="grid gap-3 text-sm">
      <CardTitle>{t("pity.title")}</CardTitle>
      <ul className="grid gap-1.5">
        <li>{t("pity.sr", { n: pity.sr_within })}</li>
        <li>{t("pity.soft", { from: pity.soft_from, step: format.percent(pity.soft_step_ppm / 1_000_000, 0) })}</li>
        <li>{t("pity.hard", { n: pity.hard })}</li>
      </ul>
    </Card>
  );
}

function Extras({ table }: { table: OddsTableSheet }) {
  const t = useT("odds");
  const format = useFormat();
  const chance = useChance();
  const tiers = table.tiers?.map(({ tier, base, effective, converts_to }) => ({
    key: tier,
    head: tier,
    cells: [chance(base), chance(effective), format.integer(converts_to)],
  }));
  const within = table.ssr_within?.map(({ pulls, probability }) => ({ key: `${pulls}`, head: t("tables.pulls", { n: pulls }), cells: [chance(probability)] }));
  const dealer = Object.entries(table.dealer ?? {}).map(([end, probability]) => ({
    key: end,
    head: t.has(`tables.${end}`) ? t(`tables.${end}`) : end,
    cells: [chance(probability)],
  }));
  const chances = [t("tables.outcome"), t("tables.probability")];
  return (
    <>
      {tiers ? <Extra title={t("tables.tiers")} columns={[t("rows.tier"), t("tables.base"), t("tables.effective"), t("tables.converts_to")]} rows={tiers} /> : null}
      {within ? <Extra title={t("tables.ssr_within")} columns={chances} rows={within} /> : null}
      {dealer.length > 0 ? <Extra title={t("tables.dealer")} columns={chances} rows={dealer} /> : null}
    </>
  );
}

type ExtraProps = { title: string; columns: readonly string[]; rows: readonly { key: string; head: string; cells: readonly string[] }[] };

function Extra({ title, columns, rows }: ExtraProps) {
  const t = useT("odds");
  return (
    <Card className="grid gap-3">
      <CardTitle>{title}</CardTitle>
      <OddsTable caption={title} columns={columns} rows={rows} empty={t("search.nothing")} />
    </Card>
  );
}
