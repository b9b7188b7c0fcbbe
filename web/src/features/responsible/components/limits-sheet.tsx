"use client";

import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { Sheet } from "@/shared/ui/sheet";
import { Skeleton } from "@/shared/ui/skeleton";
import { type LimitKind, type Limits, useLimits } from "../api/limits";
import { useLimitText } from "../hooks/use-limit-text";
import { type PlaySession, usePlaySession } from "../hooks/use-play-session";
import { playLimits } from "../units";
import { LimitMeter } from "./limit-meter";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Own limits at the table: where each stands, and the way to change them. */
export function LimitsSheet({ open, onOpenChange }: Props) {
  const t = useT("frame");
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("limits")} description={t("limitsHint")}>
      <LimitsList />
    </Sheet>
  );
}

function LimitsList() {
  const t = useT("frame");
  const { data, error, refetch } = useLimits();
  const session = usePlaySession();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-52" />;
  return (
    <div className="grid gap-6">
      <ul className="divide-y divide-line">
        {playLimits.map((kind) => (
          <LimitItem key={kind} kind={kind} limits={data} session={session} />
        ))}
      </ul>
      <Button asChild size="lg" block>
        <Link href="/responsible-play">{t("limitsChange")}</Link>
      </Button>
    </div>
  );
}

function LimitItem({ kind, limits, session }: { kind: LimitKind; limits: Limits; session: PlaySession | undefined }) {
  const t = useT("frame");
  const text = useLimitText();
  const usage = session?.usage.find((one) => one.kind === kind);
  return (
    <li className="grid gap-2 py-3.5 first:pt-0">
      <p className="flex items-baseline justify-between gap-3 text-sm">
        <span>{t(`limit.name.${kind}`)}</span>
        <span className={limits[kind].value === null ? "text-muted" : "tabular font-semibold"}>{text(kind, limits[kind].value)}</span>
      </p>
      {usage ? <LimitMeter usage={usage} /> : null}
    </li>
  );
}
