"use client";

import { useState } from "react";
import { RoundList } from "@/features/rounds/components/round-list";
import { LazyRoundSheet } from "@/features/rounds/components/lazy-round-sheet";
import { useRounds } from "@/features/rounds/hooks/use-rounds";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";

/** Every round ever played; each opens its replay. */
export function RoundHistory() {
  const t = useT("profile");
  const common = useT("common");
  const [opened, setOpened] = useState<string | null>(null);
  const rounds = useRounds();
  const items = rounds.data?.pages.flatMap((page) => page.items);
  return (
    <Card className="py-2">
      {items === undefined ? (
        rounds.error ? (
          <ErrorState error={rounds.error} onRetry={() => void rounds.refetch()} />
        ) : (
          <div className="grid gap-2 py-3">
            {[0, 1, 2, 3, 4].map((row) => (
              <Skeleton key={row} className="h-14" />
            ))}
          </div>
        )
      ) : items.length === 0 ? (
        <EmptyState
          title={t("noRounds")}
          hint={t("noRoundsHint")}
          action={
            <Button asChild>
              <Link href="/slot">{t("play")}</Link>
            </Button>
          }
        />
      ) : (
        <RoundList rounds={items} onOpen={setOpened} />
      )}
      {rounds.hasNextPage ? (
        <div className="border-t border-line py-4 text-center">
          <Button busy={rounds.isFetchingNextPage} onClick={() => void rounds.fetchNextPage()}>
            {common("more")}
          </Button>
        </div>
      ) : null}
      <LazyRoundSheet roundId={opened} onClose={() => setOpened(null)} />
    </Card>
  );
}
