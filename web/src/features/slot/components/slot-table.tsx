"use client";

import { useState } from "react";
import { useSound } from "@/shared/sound";
import type { Machine, Win } from "../machines/machine";
import { toneOf } from "../play/celebration";
import { toggleTurbo } from "../play/preferences";
import { useHotkeys } from "../play/use-hotkeys";
import { useShownWins } from "../play/use-shown-wins";
import { useSlotGame } from "../play/use-slot-game";
import { ReelGrid } from "../reels/reel-grid";
import { AutoSheet } from "./auto-sheet";
import { BigWin } from "./big-win";
import { Controls } from "./controls";
import { FeatureBanner } from "./feature-banner";
import { LastRounds } from "./last-rounds";
import { MachineFrame } from "./machine-frame";
import { PaytableSheet } from "./paytable-sheet";
import { ProblemNotice } from "./problem-notice";
import { ResultLine } from "./result-line";
import { RulesSheet } from "./rules-sheet";
import { SessionBar } from "./session-bar";
import { TableLinks } from "./table-links";

export type OpenSheet = "auto" | "paytable" | "rules" | null;

const noWins: readonly Win[] = [];

/** A machine with everything around it that a player reaches for. */
export function SlotTable({ machine }: { machine: Machine }) {
  const game = useSlotGame(machine);
  const { toggleMute } = useSound();
  const [sheet, setSheet] = useState<OpenSheet>(null);
  const { state } = game;
  const busy = state.phase !== "idle";
  const shown = useShownWins(state.shown, state.phase === "idle");
  const close = (open: boolean) => {
    if (!open) setSheet(null);
  };
  useHotkeys({
    Space: game.press,
    ArrowUp: () => game.stepStake(1),
    ArrowRight: () => game.stepStake(1),
    ArrowDown: () => game.stepStake(-1),
    ArrowLeft: () => game.stepStake(-1),
    KeyT: toggleTurbo,
    KeyA: () => (game.autoplay.running ? game.stopAutoplay() : setSheet("auto")),
    KeyM: toggleMute,
    KeyI: () => setSheet("rules"),
    KeyP: () => setSheet("paytable"),
  });
  const round = state.round;
  const isBig = round !== null && toneOf(round.win_amount, round.bet_amount) === "big";
  return (
    <div className="slot-layout" data-machine={machine.id}>
      <div className="grid min-w-0 content-start gap-3">
        <MachineFrame machine={machine} winStreak={state.winStreak} raining={state.phase === "free-spins"}>
          <ReelGrid
            machine={machine}
            player={game.player}
            shown={busy && state.phase !== "free-spins" ? noWins : shown}
            freeSpins={state.phase === "free-spins"}
            turbo={game.turbo}
            reduced={game.reduced}
          />
          {isBig && !busy ? <BigWin key={round.round_id} round={round} reduced={game.reduced} /> : null}
        </MachineFrame>
        <div className="grid min-h-13 content-center">
          {state.phase === "free-spins" && state.feature ? <FeatureBanner progress={state.feature} onSkip={game.skip} /> : null}
          <ResultLine machine={machine} state={state} stopped={game.autoplay.stopped} />
        </div>
        <ProblemNotice game={game} />
        <Controls game={game} onAuto={() => setSheet("auto")} />
        <TableLinks onOpen={setSheet} />
      </div>
      <aside className="grid content-start gap-3">
        <SessionBar />
        <LastRounds paused={busy} latest={round?.round_id ?? null} />
      </aside>
      <AutoSheet open={sheet === "auto"} onOpenChange={close} stake={game.stake} gold={game.gold} onStart={game.startAutoplay} />
      <PaytableSheet machine={machine} stake={game.stake} open={sheet === "paytable"} onOpenChange={close} />
      <RulesSheet machine={machine} open={sheet === "rules"} onOpenChange={close} />
    </div>
  );
}
