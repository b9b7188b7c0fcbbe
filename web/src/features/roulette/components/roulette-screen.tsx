"use client";

import "../roulette.css";
import dynamic from "next/dynamic";
import { GameFrame } from "@/features/games/components/game-frame";
import { useT } from "@/shared/i18n/use-t";
import { useLive } from "@/shared/live/store";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useWheel } from "../api/table";
import { useWheelStream } from "../play/use-stream";
import { RouletteTable } from "./roulette-table";

const RouletteHistory = dynamic(() => import("./roulette-history").then((part) => part.RouletteHistory), { ssr: false });
const RouletteRules = dynamic(() => import("./roulette-rules").then((part) => part.RouletteRules), { ssr: false });

/** The roulette room. */
export function RouletteScreen() {
  const t = useT("roulette");
  const feed = useWheelStream();
  const connection = useLive((state) => state.connection);
  const { data: wheel, error, refetch } = useWheel();
  return (
    <GameFrame game="roulette" title={t("title")} rules={wheel ? <RouletteRules wheel={wheel} /> : <Skeleton className="h-40" />} history={<RouletteHistory />}>
      {wheel ? (
        <RouletteTable wheel={wheel} feed={feed} away={connection === "polling" || connection === "offline"} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <>
          <Skeleton className="h-9" />
          <Skeleton className="h-40 rounded-xl" />
          <Skeleton className="h-80 rounded-xl" />
        </>
      )}
    </GameFrame>
  );
}
