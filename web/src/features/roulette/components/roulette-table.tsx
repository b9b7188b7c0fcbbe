"use client";

import { useEffect, useRef, useState } from "react";
import { useHotkeys } from "@/features/games/hooks/use-hotkeys";
import { useReducedMotion } from "@/features/slot/play/use-reduced-motion";
import { useSound } from "@/shared/sound";
import type { PastRound, Wheel } from "../api/table";
import { useServerNow } from "../play/use-server-now";
import { useTable } from "../play/use-table";
import { BettingBoard } from "./betting-board";
import { ChipTray } from "./chip-tray";
import { ProblemNotice } from "./problem-notice";
import { ProofSheet } from "./proof-sheet";
import { RecentNumbers } from "./recent-numbers";
import { RoundStatus } from "./round-status";
import { TableActions } from "./table-actions";
import { WheelView } from "./wheel-view";

/** Wheel, cloth and everything a player reaches for. */
export function RouletteTable({ wheel }: { wheel: Wheel }) {
  const table = useTable(wheel);
  const reduced = useReducedMotion();
  const now_ms = useServerNow(wheel.server_time);
  const [proof, setProof] = useState<PastRound | null>(null);
  useWheelSounds(wheel);
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
      <RecentNumbers rounds={wheel.recent} current={wheel} onOpen={setProof} />
      <div className="roulette-head always-night">
        <WheelView wheel={wheel} reduced={reduced} />
        <RoundStatus table={table} now_ms={now_ms} />
      </div>
      <BettingBoard table={table} />
      <div className="roulette-bar">
        <ProblemNotice table={table} />
        <ChipTray table={table} />
        <TableActions table={table} />
      </div>
      <ProofSheet round={proof} rounds={wheel.recent} onClose={() => setProof(null)} />
    </div>
  );
}

/** The wheel starts, the ball falls, and what own chips made of it. */
function useWheelSounds({ phase, pocket, mine, round_id }: Wheel): void {
  const { play } = useSound();
  const won = mine.reduce((sum, { win_amount }) => sum + win_amount, 0);
  const staked = mine.reduce((sum, { bet_amount }) => sum + bet_amount, 0);
  const ended = mine.length > 0 && mine.every(({ status }) => status !== "placed");
  const told = useRef("");
  useEffect(() => {
    const moment = `${round_id} ${phase} ${ended}`;
    if (told.current === moment) return;
    const joined = told.current !== "";
    told.current = moment;
    if (!joined) return;
    if (phase === "running") play("spin");
    else if (ended && won > staked) play(won >= 10 * staked ? "big-win" : "win");
    else if (phase === "settling" && pocket !== null && !ended) play("stop");
  }, [phase, pocket, ended, won, staked, round_id, play]);
}
