"use client";

import { TablePropertiesIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { FrameTool } from "@/features/games/components/frame-tool";
import { GameFrame } from "@/features/games/components/game-frame";
import { useHotkeys } from "@/features/games/hooks/use-hotkeys";
import { useLocale, useT } from "@/shared/i18n/use-t";
import type { Machine, Win } from "../machines/machine";
import { toneOf } from "../play/celebration";
import { toggleTurbo } from "../play/preferences";
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
import { SlotRules } from "./slot-rules";

/** Fetched with the first big win. */
const ShareWinSheet = dynamic(() => import("@/features/share/components/share-win").then((module) => module.ShareWinSheet), { ssr: false });

export type OpenSheet = "auto" | "paytable" | null;

const noWins: readonly Win[] = [];

/** A machine with everything around it that a player reaches for; `children` (the way to other machines) stand above it. */
export function SlotTable({ machine, children }: { machine: Machine; children?: ReactNode }) {
  const t = useT("slot");
  const locale = useLocale();
  const game = useSlotGame(machine);
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
    ...(game.offers.turbo ? { KeyT: toggleTurbo } : {}),
    ...(game.offers.autoplay ? { KeyA: () => (game.autoplay.running ? game.stopAutoplay() : setSheet("auto")) } : {}),
    KeyP: () => setSheet("paytable"),
  });
  const round = state.round;
  const isBig = round !== null && toneOf(round.win_amount, round.bet_amount) === "big";
  return (
    <GameFrame
      game="slot"
      title={t("title")}
      rules={<SlotRules machine={machine} />}
      rulesTitle={`${machine.name[locale]} · ${t("rules.title")}`}
      rulesHint={machine.tagline[locale]}
      oddsHref={`/odds?machine=${machine.id}`}
      tools={<FrameTool icon={TablePropertiesIcon} label={t("paytable.title")} aria-keyshortcuts="p" onClick={() => setSheet("paytable")} />}
    >
      {children}
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
          <div className="relative grid min-h-13 content-center">
            {state.phase === "free-spins" && state.feature ? <FeatureBanner progress={state.feature} onSkip={game.skip} /> : null}
            <ResultLine machine={machine} state={state} stopped={game.autoplay.stopped} />
            {isBig && !busy ? <ShareWinSheet roundId={round.round_id} /> : null}
          </div>
          <ProblemNotice game={game} />
          <Controls game={game} onAuto={() => setSheet("auto")} />
        </div>
        <aside className="grid content-start gap-3">
          <LastRounds paused={busy} latest={round?.round_id ?? null} />
        </aside>
      </div>
      <AutoSheet open={sheet === "auto"} onOpenChange={close} stake={game.stake} gold={game.gold} onStart={game.startAutoplay} />
      <PaytableSheet machine={machine} stake={game.stake} open={sheet === "paytable"} onOpenChange={close} />
    </GameFrame>
  );
}
