"use client";

import { useState } from "react";
import { useHotkeys } from "@/features/games/hooks/use-hotkeys";
import { useReducedMotion } from "@/features/slot/play/use-reduced-motion";
import { useT } from "@/shared/i18n/use-t";
import type { PastRound, Wheel } from "../api/table";
import type { Feed } from "../play/use-stream";
import { useTable } from "../play/use-table";
import { useWheelSounds } from "../play/use-wheel-sounds";
import { BettingBoard } from "./betting-board";
import { ChipTray } from "./chip-tray";
import { CountdownEdge } from "./countdown";
import { ProblemNotice } from "./problem-notice";
import { ProofSheet } from "./proof-sheet";
import { RecentNumbers } from "./recent-numbers";
import { RoundPromise } from "./round-promise";
import { RoundStatus } from "./round-status";
import { TableActions } from "./table-actions";
import { TableFeed } from "./table-feed";
import { WheelView } from "./wheel-view";

type Props = { wheel: Wheel; feed: Feed; away: boolean };

/** Wheel, cloth and everything a player reaches for. `away`: the live stream is down and the table is only read now and then. */
export function RouletteTable({ wheel, feed, away }: Props) {
  const t = useT("roulette");
  const table = useTable(wheel);
  const reduced = useReducedMotion();
  const [proof, setProof] = useState<PastRound | null>(null);
  useWheelSounds(wheel.phase, table.result);
  useHotkeys({
    KeyU: table.undo,
    KeyC: table.clear,
    KeyD: table.double,
    KeyR: table.rebet,
    KeyB: table.bet,
    ...Object.fromEntries(wheel.tray.map((_, index) => [`Digit${index + 1}`, () => table.chooseNth(index)])),
  });
  return (
    <div className="roulette-layout">
      <div className="roulette-top grid min-w-0 gap-3">
        <RecentNumbers rounds={wheel.recent} onOpen={setProof} />
        {away ? (
          <p role="status" className="hairline rounded-md bg-surface px-4 py-2 text-sm">
            {t("away")}
          </p>
        ) : null}
      </div>
      <div className="roulette-head always-night">
        <WheelView wheel={wheel} reduced={reduced} />
        <RoundStatus table={table} onProve={setProof} />
      </div>
      <BettingBoard table={table} />
      <div className="roulette-bar">
        <CountdownEdge wheel={wheel} />
        <ProblemNotice table={table} />
        <ChipTray table={table} />
        <TableActions table={table} />
      </div>
      <TableFeed table={table} feed={feed} />
      <RoundPromise wheel={wheel} />
      <ProofSheet round={proof} rounds={wheel.recent} onClose={() => setProof(null)} />
    </div>
  );
}
