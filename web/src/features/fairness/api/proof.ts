"use client";

import { useQuery } from "@tanstack/react-query";
import { useMachine } from "@/features/slot/api/machines";
import { api, unwrap } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import { verifyRound } from "../lib/verify";
import { fairnessKeys } from "./commitments";

export type Proof = components["schemas"]["RoundProofOut"];

/** The machine and stake (gold) of a slot round. */
export function playedOn({ params }: Proof): { machine_id: string; bet_amount: number } {
  return { machine_id: `${params.machine_id}`, bet_amount: Number(params.bet_amount) };
}

/** Inputs and recorded outcome of one of the player's rounds. */
export function useProof(roundId: string) {
  return useQuery({
    queryKey: fairnessKeys.proof(roundId),
    queryFn: () => unwrap(api.GET("/api/fairness/rounds/{round_id}", { params: { path: { round_id: roundId } } })),
    enabled: roundId !== "",
  });
}

/** The round done again in this browser; waits for the seed to be revealed. */
export function useVerification(proof: Proof | undefined) {
  const machine = useMachine(proof ? playedOn(proof).machine_id : "");
  const { data: table } = machine;
  const verification = useQuery({
    queryKey: [...fairnessKeys.all, "verification", proof?.round_id, proof?.server_seed, table?.config_hash],
    queryFn: () => {
      if (!proof?.server_seed || !table) throw new Error("nothing to verify yet");
      const { server_seed, client_seed, nonce, outcome } = proof;
      const win_amount = typeof outcome.win_amount === "number" ? outcome.win_amount : undefined;
      return verifyRound({ server_seed, client_seed, nonce }, table, playedOn(proof).bet_amount, { ...proof, win_amount });
    },
    enabled: Boolean(proof?.server_seed && table),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { machine, verification };
}
