"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Sheet } from "@/shared/ui/sheet";
import { Skeleton } from "@/shared/ui/skeleton";
import { type PastRound, usePastRounds } from "../api/crash";

const RoundVerifier = dynamic(() => import("./round-verifier").then((part) => part.RoundVerifier), { ssr: false, loading: () => <Skeleton className="h-48" /> });

const HIGH = 10;
const MIDDLE = 2;

function bandOf(multiplier: number): "low" | "middle" | "high" {
  return multiplier >= HIGH ? "high" : multiplier >= MIDDLE ? "middle" : "low";
}

/** Where the last rounds stopped, newest first; each opens its own proof. */
export function HistoryStrip({ lastNumber, max }: { lastNumber: number; max: number }) {
  const t = useT("crash");
  const format = useFormat();
  const { data } = usePastRounds(lastNumber);
  const [chosen, setChosen] = useState<PastRound | null>(null);
  return (
    <>
      <div role="group" aria-label={t("history.label")} className="crash-strip">
        {data?.map((round) => (
          <button
            key={round.round_id}
            type="button"
            className="crash-pill tabular"
            data-band={round.void ? "void" : bandOf(round.multiplier)}
            aria-label={t(round.void ? "history.void" : "history.round", { number: round.number, multiplier: format.decimal(round.multiplier, 2) })}
            onClick={() => setChosen(round)}
          >
            {round.void ? "–" : `${format.decimal(round.multiplier, 2)}×`}
          </button>
        ))}
        {data ? null : <span aria-hidden className="h-9" />}
      </div>
      <Sheet
        open={chosen !== null}
        onOpenChange={(open) => {
          if (!open) setChosen(null);
        }}
        title={t("verify.title", { number: chosen?.number ?? 0 })}
        description={t("verify.hint")}
      >
        {chosen ? <RoundVerifier key={chosen.round_id} round={chosen} before={data?.find(({ number }) => number === chosen.number - 1) ?? null} max={max} /> : null}
      </Sheet>
    </>
  );
}
