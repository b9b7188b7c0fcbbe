"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { Table } from "../api/hands";

const parts = ["aim", "deal", "dealer", "peek", "insurance", "double", "split", "blackjack", "left"] as const;

/** The house rules in plain words, with the exact return they give. */
export function Rules({ table }: { table: Table | undefined }) {
  const t = useT("blackjack");
  const format = useFormat();
  return (
    <div className="grid gap-4 text-sm leading-relaxed">
      <ul className="grid list-disc gap-2 pl-5">
        {parts.map((part) => (
          <li key={part}>{t(`rules.${part}`)}</li>
        ))}
      </ul>
      {table ? (
        <p className="rounded-md bg-raised p-3 text-muted">
          {t("rules.return", { rtp: format.percent(table.rtp, 3), edge: format.percent(table.house_edge, 3), decks: table.decks })}
        </p>
      ) : null}
      <p className="text-muted">{t("rules.keys")}</p>
    </div>
  );
}
