"use client";

import { useState } from "react";
import { isTableGame } from "@/features/games/catalogue";
import type { Answer } from "@/shared/api/types";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { Sheet } from "@/shared/ui/sheet";
import { Skeleton } from "@/shared/ui/skeleton";
import { useRound } from "../hooks/use-rounds";
import { replayFrames } from "../replay";
import { useMachineName } from "../use-machine-name";
import { ReplayOf } from "./replay-of";
import { ReplayWindow } from "./replay-window";

type RoundDetail = Answer<"/api/games/rounds/{round_id}", "get">;

/** Replay of one round, its figures, and the way to its proof. */
export function RoundSheet({ roundId, onClose }: { roundId: string | null; onClose: () => void }) {
  const t = useT("rounds");
  const round = useRound(roundId);
  return (
    <Sheet open={roundId !== null} onOpenChange={(open) => !open && onClose()} title={t("replay.title")}>
      {round.data ? (
        <RoundReplay key={round.data.round_id} round={round.data} />
      ) : round.error ? (
        <ErrorState error={round.error} onRetry={() => void round.refetch()} />
      ) : (
        <Skeleton className="h-72 w-full" />
      )}
    </Sheet>
  );
}

function RoundReplay({ round }: { round: RoundDetail }) {
  const t = useT("rounds");
  const frames = replayFrames(round.outcome);
  const [index, setIndex] = useState(0);
  const frame = frames[index];
  return (
    <div className="grid gap-5">
      {frame ? (
        <div>
          <ReplayWindow machineId={round.game_variant ?? ""} frame={frame} />
          <p aria-live="polite" className="mt-2 text-sm text-muted">
            {frame.freeSpin === 0 ? t("replay.paidSpin") : t("replay.freeSpin", { number: frame.freeSpin })}
            {" · "}
            {frame.wins.length === 0 ? t("replay.noWin") : t("replay.wins", { count: frame.wins.length })}
          </p>
          {frames.length > 1 ? <ReplaySteps count={frames.length} index={index} onIndex={setIndex} /> : null}
        </div>
      ) : isTableGame(round.game_type) ? (
        <ReplayOf game={round.game_type} outcome={round.outcome} />
      ) : null}
      <RoundFigures round={round} />
      <Button asChild variant="primary" block>
        <Link href={`/fairness?round=${round.round_id}`}>{t("replay.verify")}</Link>
      </Button>
    </div>
  );
}

function ReplaySteps({ count, index, onIndex }: { count: number; index: number; onIndex: (index: number) => void }) {
  const t = useT("rounds");
  return (
    <div className="mt-3 flex items-center gap-2">
      <Button size="sm" disabled={index === 0} onClick={() => onIndex(index - 1)}>
        {t("replay.previous")}
      </Button>
      <span className="tabular flex-1 text-center text-sm text-muted">
        {index + 1} / {count}
      </span>
      <Button size="sm" disabled={index === count - 1} onClick={() => onIndex(index + 1)}>
        {t("replay.next")}
      </Button>
    </div>
  );
}

function RoundFigures({ round }: { round: RoundDetail }) {
  const t = useT("rounds");
  const format = useFormat();
  const machineName = useMachineName();
  const rows = [
    [t("figure.machine"), machineName(round.game_variant, round.game_type)],
    [t("figure.time"), format.full(round.created_at)],
    [t("figure.stake"), format.integer(round.bet_amount)],
    [t("figure.win"), <Amount key="win" value={round.win_amount} currency={round.currency} />],
    [t("figure.net"), <Amount key="net" value={round.net} signed currency={round.currency} />],
    [t("figure.after"), format.integer(round.balance_after)],
    [t("figure.nonce"), format.integer(round.fairness.nonce)],
    [t("figure.config"), `v${round.config_version}`],
  ] as const;
  return (
    <dl className="tabular grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm">
      {rows.map(([label, value]) => (
        <div key={label} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-muted">{label}</dt>
          <dd className="text-right font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
