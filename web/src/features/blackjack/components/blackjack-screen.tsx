"use client";

import "./blackjack.css";
import { GameFrame } from "@/features/games/components/game-frame";
import { useT } from "@/shared/i18n/use-t";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useCurrentHand, useTable } from "../api/hands";
import { BlackjackTable } from "./blackjack-table";
import { Rules } from "./rules";

/** The blackjack room. A hand that was left open lies on the table as it was left. */
export function BlackjackScreen() {
  const t = useT("blackjack");
  const table = useTable();
  const current = useCurrentHand();
  if (table.data && current.data !== undefined) return <BlackjackTable table={table.data} resumed={current.data} />;
  const error = table.error ?? current.error;
  const again = () => {
    void table.refetch();
    void current.refetch();
  };
  return (
    <GameFrame game="blackjack" title={t("title")} rules={<Rules table={table.data} />}>
      {error ? <ErrorState error={error} onRetry={again} /> : <TableSkeleton />}
    </GameFrame>
  );
}

function TableSkeleton() {
  return (
    <>
      <Skeleton className="h-[26rem] w-full rounded-xl" />
      <Skeleton className="h-24 w-full" />
    </>
  );
}
