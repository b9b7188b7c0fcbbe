"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { Sheet } from "../api/odds";
import { OddsTable } from "./odds-table";

/** How likely a whole round ends in each class of win. */
export function WinClasses({ classes }: { classes: Sheet["distribution"] }) {
  const t = useT("odds");
  const format = useFormat();
  const named = ({ at_least, below }: Sheet["distribution"][number]) => {
    if (at_least === 0) return t("classes.none");
    if (below === null) return t("classes.open", { from: format.multiplier(at_least) });
    return t("classes.range", { from: format.multiplier(at_least), to: format.multiplier(below) });
  };
  return (
    <OddsTable
      caption={t("classes.title")}
      columns={[t("classes.win"), t("classes.chance"), t("column.oneIn")]}
      empty=""
      rows={classes.map((one) => ({
        key: `${one.at_least}`,
        head: named(one),
        cells: [format.percent(one.probability, 6), one.probability > 0 ? t("oneInShort", { n: format.decimal(1 / one.probability, 1) }) : t("never")],
      }))}
    />
  );
}
