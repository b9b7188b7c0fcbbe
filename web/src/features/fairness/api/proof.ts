"use client";

import { useQuery } from "@tanstack/react-query";
import { type GameCode, isGame, isShared } from "@/features/games/catalogue";
import { gameParts } from "@/features/games/registry";
import { api, unwrap } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import { type OutcomeVerification, verifyOutcome } from "../lib/verify-outcome";
import { fairnessKeys } from "./commitments";

export type Proof = components["schemas"]["RoundProofOut"];

const STILL_ON_MS = 3_000;

/** Inputs and recorded outcome of one of the player's rounds. */
export function useProof(roundId: string) {
  return useQuery({
    queryKey: fairnessKeys.proof(roundId),
    queryFn: () => unwrap(api.GET("/api/fairness/rounds/{round_id}", { params: { path: { round_id: roundId } } })),
    enabled: roundId !== "",
    // A shared round reveals its seed by itself, when it ends.
    refetchInterval: ({ state: { data } }) => (data && data.server_seed === null && isShared(data.game) ? STILL_ON_MS : false),
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

export type Worked = { game: GameCode; verification: OutcomeVerification };

async function workOut(proof: Proof, server_seed: string, table: Record<string, unknown>): Promise<Worked> {
  const { client_seed, nonce, params, game, stops } = proof;
  if (!isGame(game)) throw new Error(`nothing here works out ${game}`);
  const { redo } = await gameParts[game].redo();
  const recorded = { ...proof, outcome: stops ? { ...proof.outcome, stops } : proof.outcome };
  return { game, verification: await verifyOutcome({ server_seed, client_seed, nonce }, { redo, table, params }, recorded) };
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
