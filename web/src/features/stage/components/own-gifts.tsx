"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { Card, CardTitle } from "@/shared/ui/card";
import type { Stage } from "../stage";

const SHOWN = 6;

/** What the player gave, the newest first. */
export function OwnGifts({ gifts }: { gifts: Stage["gifts"] }) {
  const t = useT("stage");
  const format = useFormat();
  return (
    <Card className="grid grid-cols-1 gap-2">
      <CardTitle>{t("mine")}</CardTitle>
      <ul className="divide-y divide-line text-sm">
        {gifts.slice(0, SHOWN).map(({ gift_id, amount, created_at }) => (
          <li key={gift_id} className="flex items-baseline justify-between gap-3 py-2">
            <time dateTime={created_at} className="text-muted">
              {format.dateTime(created_at)}
            </time>
            <Amount value={amount} className="font-semibold" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
