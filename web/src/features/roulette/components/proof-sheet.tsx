"use client";

import dynamic from "next/dynamic";
import { useT } from "@/shared/i18n/use-t";
import { Sheet } from "@/shared/ui/sheet";
import type { PastRound } from "../api/table";

const RoundProof = dynamic(() => import("./round-proof").then((part) => part.RoundProof), { ssr: false });

type Props = { round: PastRound | null; rounds: readonly PastRound[]; onClose: () => void };

/** A past number worked out again in this browser, and its hash held against the round before. */
export function ProofSheet({ round, rounds, onClose }: Props) {
  const t = useT("roulette");
  return (
    <Sheet open={round !== null} onOpenChange={(open) => !open && onClose()} title={round ? t("proof.title", { number: round.number }) : ""} description={t("proof.hint")}>
      {round ? <RoundProof round={round} before={rounds.find(({ number }) => number === round.number - 1)} /> : null}
    </Sheet>
  );
}
