"use client";

import { PlusIcon } from "lucide-react";
import { useHotkeys } from "@/features/games/hooks/use-hotkeys";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { CrashTable } from "../api/crash";
import { showSecond, usePreferences } from "../play/preferences";
import { usePanel } from "../play/use-panel";
import { BetPanel } from "./bet-panel";
import { HistoryStrip } from "./history-strip";
import { LiftView } from "./lift-view";
import { PhaseAnnouncer } from "./phase-announcer";
import { PlayersList } from "./players-list";

/** The ride, the two bets and everybody on it. `away`: the live stream is down and the table is only read now and then. */
export function CrashFloor({ round, away }: { round: CrashTable; away: boolean }) {
  const t = useT("crash");
  const first = usePanel(1, round);
  const second = usePanel(2, round);
  const second_shown = usePreferences((preferences) => preferences.second) || second.bet !== null || second.phase !== "open";
  useHotkeys({
    Space: first.press,
    KeyB: second_shown ? second.press : () => showSecond(true),
    KeyQ: first.half,
    KeyW: first.double,
  });
  return (
    <div className="crash-layout">
      <div className="grid min-w-0 content-start gap-3">
        <HistoryStrip lastNumber={round.hash === null ? round.number - 1 : round.number} max={round.multiplier_max} />
        <LiftView />
        <PhaseAnnouncer />
        {away ? (
          <p role="status" className="hairline rounded-md bg-surface px-4 py-2 text-sm">
            {t("away")}
          </p>
        ) : null}
        <div className="crash-panels" data-two={second_shown || undefined}>
          <BetPanel panel={first} round={round} />
          {second_shown ? (
            <BetPanel panel={second} round={round} />
          ) : (
            <Button variant="ghost" className="crash-add" onClick={() => showSecond(true)}>
              <PlusIcon aria-hidden className="size-5" />
              {t("panel.add")}
            </Button>
          )}
        </div>
      </div>
      <PlayersList />
    </div>
  );
}
