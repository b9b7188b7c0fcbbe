"use client";

import { Avatar } from "@/features/profile/components/avatar";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useLive } from "@/shared/live/store";
import { Amount } from "@/shared/ui/amount";
import { Card, CardTitle } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { EmptyState } from "@/shared/ui/empty-state";
import type { Stage, Supporter } from "../stage";

/** Who gave most, live, and the own place wherever it is. */
export function Supporters({ stage }: { stage: Stage }) {
  const t = useT("stage");
  const format = useFormat();
  const own = useLive((state) => state.profile?.id ?? null);
  const live = useLive((state) => state.connection === "live");
  const { supporters, me } = stage;
  const shown = supporters.some(({ user_id }) => user_id !== null && user_id === own);
  return (
    <Card className="grid grid-cols-1 gap-3">
      <div className="flex items-baseline justify-between gap-3">
        <CardTitle>{t("supporters")}</CardTitle>
        {live ? (
          <span className="flex items-center gap-1.5 text-2xs font-medium text-cyan">
            <span aria-hidden className="size-1.5 rounded-full bg-cyan" /> {t("live")}
          </span>
        ) : null}
      </div>
      {supporters.length === 0 ? (
        <EmptyState title={t("nobody")} hint={t("nobodyHint")} className="py-6" />
      ) : (
        <ol aria-label={t("supporters")} className="grid gap-0.5">
          {supporters.map((line) => (
            <Line key={line.rank} line={line} mine={line.user_id !== null && line.user_id === own} />
          ))}
        </ol>
      )}
      {me && !shown ? (
        <p className="hairline flex items-baseline justify-between gap-3 rounded-md bg-violet-soft px-3 py-2.5 text-sm">
          <span className="font-medium">{t("myPlace", { rank: format.integer(me.rank) })}</span>
          <Amount value={me.gold} className="font-semibold" />
        </p>
      ) : null}
      {supporters.length > 0 ? <p className="text-2xs text-muted">{t("ties")}</p> : null}
    </Card>
  );
}

function Line({ line, mine }: { line: Supporter; mine: boolean }) {
  const t = useT("stage");
  const format = useFormat();
  const first = line.rank <= 3;
  return (
    <li
      aria-current={mine ? "true" : undefined}
      className={cn("-mx-2 grid min-h-12 grid-cols-[1.75rem_2rem_1fr_auto] items-center gap-x-2.5 rounded-md px-2 text-sm", mine && "bg-violet-soft")}
    >
      <span className={cn("tabular text-right font-semibold", first ? "text-text" : "text-muted")} aria-label={t("rank", { rank: line.rank })}>
        {format.integer(line.rank)}
      </span>
      <Avatar avatar={line.avatar ?? ""} name={line.nickname ?? ""} className="size-8" />
      {line.user_id === null ? (
        <span className="truncate text-muted">{t("away")}</span>
      ) : (
        <Link href={mine ? "/profile" : `/profile?id=${line.user_id}`} className="truncate font-medium underline-offset-4 hover:underline">
          {line.nickname}
        </Link>
      )}
      <Amount value={line.gold} className="font-semibold" />
    </li>
  );
}
