"use client";

import { useQuery } from "@tanstack/react-query";
import { type TableGame, isTableGame } from "@/features/games/catalogue";
import { gameParts } from "@/features/games/registry";
import type { Machine } from "@/features/slot/machines/machine";
import { api, unwrap } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import { type Verification, verifyRound } from "../lib/verify";
import { type OutcomeVerification, verifyOutcome } from "../lib/verify-outcome";
import { fairnessKeys } from "./commitments";

export type Proof = components["schemas"]["RoundProofOut"];

/** Inputs and recorded outcome of one of the player's rounds. */
export function useProof(roundId: string) {
  return useQuery({
    queryKey: fairnessKeys.proof(roundId),
    queryFn: () => unwrap(api.GET("/api/fairness/rounds/{round_id}", { params: { path: { round_id: roundId } } })),
    enabled: roundId !== "",
  });
}

/** The table a round was played on, whatever plays now. */
function useTable(proof: Proof | undefined) {
  return useQuery({
    queryKey: [...fairnessKeys.all, "table", proof?.game, proof?.game_variant, proof?.config_version],
    queryFn: () => {
      if (!proof) throw new Error("no round yet");
      const { game, game_variant: variant, config_version: version } = proof;
      return unwrap(api.GET("/api/games/{game}/tables/{variant}", { params: { path: { game, variant }, query: { version } } }));
    },
    enabled: Boolean(proof?.server_seed),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export type Worked =
  | { kind: "slot"; machine: Machine; verification: Verification }
  | { kind: "table"; game: TableGame; verification: OutcomeVerification };

async function workOut(proof: Proof, serverSeed: string, body: Record<string, unknown>): Promise<Worked> {
  const { client_seed, nonce, outcome, params, game } = proof;
  const inputs = { server_seed: serverSeed, client_seed, nonce };
  if (!isTableGame(game)) {
    const machine = body as unknown as Machine;
    const win_amount = typeof outcome.win_amount === "number" ? outcome.win_amount : undefined;
    return { kind: "slot", machine, verification: await verifyRound(inputs, machine, Number(params.bet_amount), { ...proof, win_amount }) };
  }
  const parts = gameParts[game];
  if (!parts) throw new Error(`nothing here works out ${game}`);
  const { redo } = await parts.redo();
  return { kind: "table", game, verification: await verifyOutcome(inputs, body, redo, proof) };
}

/** The round done again in this browser; waits for the seed to be revealed. */
export function useVerification(proof: Proof | undefined) {
  const table = useTable(proof);
  const { data } = table;
  const verification = useQuery({
    queryKey: [...fairnessKeys.all, "verification", proof?.round_id, proof?.server_seed, data?.hash],
    queryFn: () => {
      if (!proof?.server_seed || !data) throw new Error("nothing to verify yet");
      return workOut(proof, proof.server_seed, data.body);
    },
    enabled: Boolean(proof?.server_seed && data),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { table, verification };
}
