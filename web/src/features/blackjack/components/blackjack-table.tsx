"use client";

import { LightbulbIcon, TablePropertiesIcon } from "lucide-react";
import { useState } from "react";
import { FrameTool } from "@/features/games/components/frame-tool";
import { GameFrame } from "@/features/games/components/game-frame";
import { useHotkeys } from "@/features/games/hooks/use-hotkeys";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Sheet } from "@/shared/ui/sheet";
import type { Hand, Table } from "../api/hands";
import { type Blackjack, useBlackjack } from "../play/use-blackjack";
import { useInsuranceKey } from "../play/use-insurance-key";
import { type Stake, useStake } from "../play/use-stake";
import { ActionBar } from "./action-bar";
import { DealerView } from "./dealer-view";
import { FeltArc } from "./felt-arc";
import { HandsView } from "./hands-view";
import { HistoryList } from "./history-list";
import { ProblemNotice } from "./problem-notice";
import { ResultLine } from "./result-line";
import { Rules } from "./rules";
import { StakeTray } from "./stake-tray";
import { StrategyTable } from "./strategy-table";

const LAST_SHOWN = 10;

/** The table: dealer above, the arc of the house rules, the player's hands, then chips or actions. */
export function BlackjackTable({ table, resumed }: { table: Table; resumed: Hand | null }) {
  const t = useT("blackjack");
  const game = useBlackjack(table, resumed);
  const stake = useStake(table.stakes);
  const [strategyOpen, setStrategyOpen] = useState(false);
  const deal = () => {
    if (!stake.allowed || game.open || game.busy) return;
    stake.remember();
    game.deal(stake.stake);
  };
  const isPlaying = game.open || (game.hand !== null && !game.revealed);
  const isStaking = !isPlaying && !game.busy && !game.unsettled;
  const offered = game.may("insurance");
  useInsuranceKey(offered, () => game.act("insurance"));
  useHotkeys({
    KeyH: () => game.act("hit"),
    KeyS: () => game.act("stand"),
    KeyD: () => game.act("double"),
    KeyP: () => game.act("split"),
    KeyB: game.advise,
    Space: game.unsettled ? game.askAgain : deal,
    ...(isStaking ? stakeKeys(stake) : {}),
  });
  return (
    <GameFrame
      game="blackjack"
      title={t("title")}
      rules={<Rules table={table} />}
      rulesHint={t("rules.hint")}
      history={<HistoryList paused={!game.revealed} />}
      tools={<FrameTool icon={TablePropertiesIcon} label={t("strategy.title")} onClick={() => setStrategyOpen(true)} />}
    >
      <div className="bj-layout">
        <div className="grid min-w-0 content-start gap-3">
          <section aria-label={t("table")} className="bj-felt always-night" data-settled={(game.hand && game.revealed && !game.open) || undefined}>
            <DealerView game={game} />
            <FeltArc />
            <HandsView game={game} stake={stake.stake} />
            <ResultLine game={game} />
          </section>
          <ProblemNotice game={game} stake={stake} />
          <div className="bj-controls">
            {isPlaying ? <Decision game={game} /> : <StakeTray game={game} stake={stake} onDeal={deal} />}
          </div>
        </div>
        <section aria-label={t("last")} className="hairline hidden content-start rounded-md bg-surface p-3 lg:block">
          <h2 className="px-1 pb-2 text-sm font-semibold">{t("last")}</h2>
          <HistoryList paused={!game.revealed} limit={LAST_SHOWN} />
        </section>
      </div>
      <Sheet open={strategyOpen} onOpenChange={setStrategyOpen} title={t("strategy.title")} description={t("strategy.hint")}>
        <StrategyTable table={table} hand={game.open ? game.hand : null} />
      </Sheet>
    </GameFrame>
  );
}

/** What the hand may do, and the book's word on it for whoever asks. */
function Decision({ game }: { game: Blackjack }) {
  const t = useT("blackjack");
  return (
    <>
      <ActionBar game={game} />
      <Button variant="ghost" size="sm" className="min-h-11 justify-self-center" aria-keyshortcuts="b" disabled={!game.open || game.busy} onClick={game.advise}>
        <LightbulbIcon aria-hidden className="size-4" strokeWidth={1.75} />
        {t("hint")}
      </Button>
    </>
  );
}

/** The tray by keyboard: a digit adds its chip. */
function stakeKeys(stake: Stake): Record<string, () => void> {
  const chips = stake.chips.map((chip, at): [string, () => void] => [
    `Digit${at + 1}`,
    () => {
      if (stake.room(chip)) stake.add(chip);
    },
  ]);
  return { ...Object.fromEntries(chips), KeyU: stake.undo, KeyC: stake.clear, KeyR: stake.rebet, KeyW: stake.double };
}
