"use client";

import { CopyValue } from "@/features/fairness/components/copy-value";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Card, CardTitle } from "@/shared/ui/card";
import type { Change } from "../api/odds";

/** What the club itself notes at a table that came with it; other notes are the operator's own words. */
const shippedNote = "shipped with the product";

/** Which table plays now, and every version before it with its date. */
export function ChangeLog({ version, hash, changes }: { version: number; hash: string; changes: readonly Change[] }) {
  const t = useT("odds");
  const format = useFormat();
  return (
    <Card className="grid gap-4">
      <CardTitle>{t("log.title")}</CardTitle>
      <dl>
        <CopyValue label={t("log.hash", { version })} value={hash} />
      </dl>
      <ol className="grid gap-3">
        {changes.map((change) => (
          <li key={change.version} className="grid gap-0.5 border-t border-line pt-3 text-sm">
            <p className="flex flex-wrap justify-between gap-x-4">
              <span className="font-semibold">{t("log.version", { version: change.version })}</span>
              <time dateTime={change.effective_at} className="tabular text-muted">
                {format.full(change.effective_at)}
              </time>
            </p>
            <p>{change.note === shippedNote ? t("log.shipped") : change.note}</p>
            <p className="font-mono text-xs break-all text-muted">{change.hash}</p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
