"use client";

import { isTableGame } from "@/features/games/catalogue";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Card } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { GameTile } from "./game-tile";
import { useOffers } from "./use-offers";

/** Doors to every game besides the machines. Needs the `home` messages. */
export function TableTiles() {
  const t = useT("home");
  const format = useFormat();
  const offers = useOffers();
  if (offers.error && !offers.data) {
    return (
      <Card>
        <ErrorState error={offers.error} onRetry={() => void offers.refetch()} />
      </Card>
    );
  }
  const factsOf = (game: string, enabled: boolean, rtp: number) => {
    if (!enabled) return t("games.closed");
    return game === "gacha" ? t("games.ratesOf") : t("games.returnOf", { rtp: format.percent(rtp, 2) });
  };
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-3">
      {offers.data
        ? offers.data.map(({ game, enabled, rtp }) => (isTableGame(game) ? <GameTile key={game} game={game} facts={factsOf(game, enabled, rtp)} /> : null))
        : [0, 1, 2, 3, 4, 5].map((tile) => <Skeleton key={tile} className="h-56 rounded-lg" />)}
    </div>
  );
}
