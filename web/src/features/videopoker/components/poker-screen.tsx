"use client";

import "./poker.css";
import { GameFrame } from "@/features/games/components/game-frame";
import { useT } from "@/shared/i18n/use-t";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useCurrentHand } from "../api/hands";
import { useTable } from "../api/table";
import { PokerTableView } from "./poker-table";

/** The video poker machine; a hand left open by a reload is on it again. */
export function PokerScreen() {
  const table = useTable();
  const current = useCurrentHand();
  const t = useT("videopoker");
  const failed = table.error ?? current.error;
  if (table.data && current.data !== undefined) return <PokerTableView table={table.data} resumed={current.data} />;
  return (
    <GameFrame game="videopoker" title={t("title")} rules={null}>
      {failed ? (
        <ErrorState
          error={failed}
          onRetry={() => {
            void table.refetch();
            void current.refetch();
          }}
        />
      ) : (
        <>
          <Skeleton className="h-96 w-full rounded-xl" />
          <Skeleton className="h-22 w-full" />
        </>
      )}
    </GameFrame>
  );
}
