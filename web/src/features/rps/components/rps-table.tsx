"use client";

import { useHotkeys } from "@/features/games/hooks/use-hotkeys";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { RpsTable as Table } from "../api/table";
import { useRps } from "../play/use-rps";
import { ChoicePicker } from "./choice-picker";
import { Commitment } from "./commitment";
import { Duel } from "./duel";
import { ProblemNotice } from "./problem-notice";
import { StakeStepper } from "./stake-stepper";

/** Two hands, the promise under them, and what a player reaches for. */
export function RpsTable({ table }: { table: Table }) {
  const t = useT("rps");
  const format = useFormat();
  const play = useRps(table);
  useHotkeys({
    Space: play.press,
    Digit1: () => play.choose("rock"),
    Digit2: () => play.choose("paper"),
    Digit3: () => play.choose("scissors"),
    ArrowUp: () => play.stepStake(1),
    ArrowDown: () => play.stepStake(-1),
  });
  const label = play.unsettled
    ? t("problem.askAgain")
    : t(play.result ? "again" : "throw", { hand: t(`hand.${play.choice}`), amount: format.integer(play.stake) });
  return (
    <div className="rps-layout">
      <Duel play={play} winPays={table.rows.find((row) => row.label_key === "win")?.pays ?? 0} />
      <div className="grid content-start gap-3">
        <ProblemNotice play={play} />
        <ChoicePicker choice={play.choice} locked={play.throwing} onChoose={play.choose} />
        <StakeStepper play={play} />
        <Button variant="primary" size="lg" block busy={play.throwing} aria-keyshortcuts="Space" onClick={play.press}>
          {play.throwing ? t("throwing") : label}
        </Button>
        <Commitment result={play.result} />
      </div>
    </div>
  );
}
