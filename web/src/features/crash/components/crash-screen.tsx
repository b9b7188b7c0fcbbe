"use client";

import "./crash.css";
import { GameFrame } from "@/features/games/components/game-frame";
import { useLive } from "@/shared/live/store";
import { useT } from "@/shared/i18n/use-t";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { table, useCrash } from "../play/crash-store";
import { useCrashTable } from "../play/use-crash-table";
import { CrashFloor } from "./crash-floor";
import { CrashRules } from "./crash-rules";

/** Namsan Lift: one ride for everybody. */
export function CrashScreen() {
  const t = useT("crash");
  const connection = useLive((state) => state.connection);
  useCrashTable({ live: connection === "live" });
  const round = useCrash(({ state }) => state?.table ?? null);
  const problem = useCrash(({ problem: failed }) => failed);
  return (
    <GameFrame game="crash" title={t("title")} rules={<CrashRules round={round} />}>
      {round ? (
        <CrashFloor round={round} away={connection !== "live" && connection !== "idle"} />
      ) : problem ? (
        <ErrorState error={problem} onRetry={() => void table.refresh()} />
      ) : (
        <>
          <Skeleton className="h-9 w-full" />
          <Skeleton className="aspect-4/3 max-h-[30rem] w-full rounded-xl" />
          <Skeleton className="h-40 w-full" />
        </>
      )}
    </GameFrame>
  );
}
