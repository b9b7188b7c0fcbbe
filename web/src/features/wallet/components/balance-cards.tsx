"use client";

import { GoldCounter } from "@/shared/live/gold-counter";
import { useGem } from "@/shared/live/store";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { Skeleton } from "@/shared/ui/skeleton";

export function BalanceCards() {
  const t = useT("common");
  const format = useFormat();
  const gems = useGem();
  return (
    <div className="grid grid-cols-[3fr_2fr] gap-3 sm:max-w-xl">
      <Card>
        <p className="text-sm text-muted">{t("gold")}</p>
        <p className="mt-1.5 text-2xl">
          <GoldCounter />
        </p>
      </Card>
      <Card>
        <p className="text-sm text-muted">{t("gem")}</p>
        {gems === null ? (
          <Skeleton className="mt-2 h-7 w-16" />
        ) : (
          <p className="tabular mt-1.5 text-2xl font-semibold">{format.integer(gems)}</p>
        )}
      </Card>
    </div>
  );
}
