"use client";

import dynamic from "next/dynamic";

const LoadedSheet = dynamic(() => import("./round-sheet").then(({ RoundSheet }) => RoundSheet), { ssr: false });

type Props = { roundId: string | null; onClose: () => void };

/** The replay, fetched when the first round is opened. */
export function LazyRoundSheet({ roundId, onClose }: Props) {
  return roundId === null ? null : <LoadedSheet roundId={roundId} onClose={onClose} />;
}
