"use client";

import { MachineTile } from "@/features/lobby/machine-tile";
import { isMachineId } from "@/features/slot/machines/art";
import { useFormat } from "@/shared/format/use-format";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useLobby } from "../hooks/use-lobby";

/** Doors to the machines that are open, with the return each one publishes. */
export function LobbyTiles() {
  const t = useT("home");
  const locale = useLocale();
  const format = useFormat();
  const machines = useLobby();
  if (machines.error && !machines.data) {
    return (
      <Card>
        <ErrorState error={machines.error} onRetry={() => void machines.refetch()} />
      </Card>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-3">
      {machines.data
        ? machines.data.map(({ id, tagline, rtp }) =>
            isMachineId(id) ? (
              <MachineTile key={id} machineId={id} text={tagline[locale]} facts={t("facts", { rtp: format.percent(rtp, 2) })} />
            ) : null,
          )
        : [0, 1, 2].map((tile) => <Skeleton key={tile} className="h-60 rounded-lg" />)}
    </div>
  );
}
