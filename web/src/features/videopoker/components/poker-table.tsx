"use client";

import { GameFrame } from "@/features/games/components/game-frame";
import { useHotkeys } from "@/features/games/hooks/use-hotkeys";
import { useT } from "@/shared/i18n/use-t";
import type { WaitingHand } from "../api/hands";
import type { PokerTable } from "../api/table";
import { usePoker } from "../play/use-poker";
import { Controls } from "./controls";
import { HandRow } from "./hand-row";
import { HintPanel } from "./hint-panel";
import { Paytable } from "./paytable";
import { PokerHistory } from "./poker-history";
import { PokerRules } from "./poker-rules";
import { ProblemNotice } from "./problem-notice";
import { ResultLine } from "./result-line";

/** The machine with everything around it that a player reaches for. */
export function PokerTableView({ table, resumed }: { table: PokerTable; resumed: WaitingHand | null }) {
  const t = useT("videopoker");
  const game = usePoker(table, resumed);
  const turning = game.phase === "dealing" || game.phase === "drawing";
  useHotkeys({
    Space: game.press,
    Digit1: () => game.toggle(0),
    Digit2: () => game.toggle(1),
    Digit3: () => game.toggle(2),
    Digit4: () => game.toggle(3),
    Digit5: () => game.toggle(4),
    KeyH: game.ask,
    ArrowUp: () => game.stepStake(1),
    ArrowRight: () => game.stepStake(1),
    ArrowDown: () => game.stepStake(-1),
    ArrowLeft: () => game.stepStake(-1),
  });
  const lit = game.phase === "idle" ? (game.result?.hand ?? null) : game.phase === "holding" ? (game.hand?.hand ?? null) : null;
  return (
    <GameFrame game="videopoker" title={t("title")} rules={<PokerRules table={table} />} history={<PokerHistory paused={turning} />}>
      <div className="poker-layout">
        <div className="grid min-w-0 content-start gap-3">
          <section className="poker-machine always-night" aria-label={t("machine")}>
            <Paytable table={table} stake={game.stake} lit={lit} won={game.phase === "idle"} />
            <HandRow game={game} />
            <ResultLine game={game} />
          </section>
          <ProblemNotice game={game} />
          <Controls game={game} />
        </div>
        <aside className="grid content-start gap-3">
          <HintPanel game={game} />
          <section aria-label={t("last.title")} className="hairline hidden rounded-md bg-surface p-3 lg:block">
            <h2 className="px-1 pb-2 text-sm font-semibold">{t("last.title")}</h2>
            <PokerHistory paused={turning} />
          </section>
        </aside>
      </div>
    </GameFrame>
  );
}
