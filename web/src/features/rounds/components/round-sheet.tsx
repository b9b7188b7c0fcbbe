"use client";

import { isGame } from "@/features/games/catalogue";
import { ShareWin } from "@/features/share/components/share-win";
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
import { useMachineName } from "../use-machine-name";
import { ReplayOf } from "./replay-of";

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
  const { game_type: game, game_variant: variant, outcome } = round;
  return (
    <div className="grid gap-5">
      {isGame(game) ? <ReplayOf game={game} variant={variant ?? ""} outcome={outcome} /> : null}
      <RoundFigures round={round} />
      {round.net > 0 ? <ShareWin roundId={round.round_id} /> : null}
      <Button asChild variant="primary" block>
        <Link href={`/fairness?round=${round.round_id}`}>{t("replay.verify")}</Link>
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
