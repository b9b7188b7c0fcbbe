"use client";

import { hrefOf, isTableGame } from "@/features/games/catalogue";
import { GameArt } from "@/features/lobby/game-art";
import { SymbolImage } from "@/features/slot/components/symbol-image";
import { faceOf, isMachineId } from "@/features/slot/machines/art";
import { useMachineName } from "@/features/rounds/use-machine-name";
import type { Round } from "@/shared/api/types";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Skeleton } from "@/shared/ui/skeleton";

const firstMachine = "ring-fruits";

type Props = {
  /** Undefined while it is not known. */
  lastRound: Round | null | undefined;
  /** Something else is the first thing to do. */
  quiet: boolean;
};

/** Going on where the last round was, or beginning. */
export function NextStep({ lastRound, quiet }: Props) {
  const t = useT("home");
  const format = useFormat();
  const machineName = useMachineName();
  if (lastRound === undefined) return <Skeleton className="h-36 w-full rounded-xl" />;

  const game = lastRound?.game_type;
  const table = game !== undefined && isTableGame(game) ? game : null;
  const variant = lastRound?.game_variant;
  const machineId = isMachineId(variant) ? variant : firstMachine;
  const name = table ? machineName(variant, table) : machineName(machineId);
  const href = table ? hrefOf(table) : (`/slot?machine=${machineId}` as const);
  return (
    <section
      aria-labelledby="next-step"
      className="hairline relative flex flex-wrap items-center gap-x-6 gap-y-4 overflow-hidden rounded-xl bg-surface p-6 shadow-lift"
    >
      <span aria-hidden className="grid size-24 shrink-0 place-items-center overflow-hidden rounded-lg bg-stage">
        {table ? <GameArt game={table} /> : <SymbolImage machineId={machineId} symbol={faceOf(machineId)} className="size-18" />}
      </span>
      <div className="min-w-48 flex-1">
        <h2 id="next-step" className="text-xl font-semibold">
          {lastRound ? t("next.continue", { machine: name }) : t("next.first")}
        </h2>
        <p className="mt-1 text-muted">
          {lastRound
            ? t("next.lastPlayed", { when: format.ago(lastRound.created_at), net: format.signed(lastRound.net) })
            : t("next.firstHint", { machine: name })}
        </p>
      </div>
      <Button asChild variant={quiet ? "secondary" : "primary"} size="lg" className="w-full sm:w-auto">
        <Link href={href}>{lastRound ? t("next.continueAction") : t("next.firstAction")}</Link>
      </Button>
    </section>
  );
}
