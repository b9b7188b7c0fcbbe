"use client";

import { useT } from "@/shared/i18n/use-t";
import { Card, CardTitle } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { type LimitKind, useLimits } from "../api/limits";
import { useMarket } from "../hooks/use-market";
import type { PlaySession } from "../hooks/use-play-session";
import { playLimits, purchaseLimits } from "../units";
import { LimitRow } from "./limit-row";

/** All limits, each to change in place; purchase limits only where something can be bought. */
export function LimitsSection({ session }: { session: PlaySession | undefined }) {
  const t = useT("responsible");
  const { data, error, refetch } = useLimits();
  const { purchases } = useMarket();
  const rows = (kinds: readonly LimitKind[]) =>
    data ? kinds.map((kind) => <LimitRow key={kind} kind={kind} limit={data[kind]} usage={session?.usage.find((one) => one.kind === kind)} />) : null;
  return (
    <Card aria-labelledby="limits-title">
      <CardTitle id="limits-title">{t("limits.title")}</CardTitle>
      <p className="mt-1 mb-5 text-sm text-muted">{t("limits.hint")}</p>
      {data ? (
        <>
          <ul className="divide-y divide-line">{rows(playLimits)}</ul>
          {purchases ? (
            <>
              <h3 className="mt-6 mb-4 border-t border-line pt-6 text-sm font-semibold">{t("limits.purchases")}</h3>
              <ul className="divide-y divide-line">{rows(purchaseLimits)}</ul>
            </>
          ) : null}
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-80" />
      )}
    </Card>
  );
}
