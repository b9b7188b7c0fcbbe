"use client";

import "../rps.css";
import { GameFrame } from "@/features/games/components/game-frame";
import { useT } from "@/shared/i18n/use-t";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useTable } from "../api/table";
import { RpsHistory } from "./rps-history";
import { RpsRules } from "./rps-rules";
import { RpsTable } from "./rps-table";

/** The rock-paper-scissors room. */
export function RpsScreen() {
  const t = useT("rps");
  const { data: table, error, refetch } = useTable();
  return (
    <GameFrame game="rps" title={t("title")} rules={table ? <RpsRules table={table} /> : <Skeleton className="h-40" />} history={<RpsHistory />}>
      {table ? <RpsTable table={table} /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-112 rounded-xl" />}
    </GameFrame>
  );
}
