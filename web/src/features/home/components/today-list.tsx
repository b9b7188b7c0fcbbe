"use client";

import { CalendarCheckIcon, CheckIcon, CrownIcon, FlagIcon, LampIcon, ListChecksIcon, type LucideIcon, MedalIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useErrorText } from "@/shared/api/error-text";
import type { Dashboard } from "@/shared/api/types";
import { useClaimStreak } from "@/features/streaks/hooks/use-claim-streak";
import { useClaimVip } from "@/features/vip/hooks/use-vip";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { celebrate } from "@/shared/ui/reward-burst";
import { type RewardItem, RewardItems, itemsOfBundle } from "@/shared/ui/reward-items";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { type Todo, todosOf } from "../todos";

const icons: Record<Todo["kind"], LucideIcon> = {
  streak: CalendarCheckIcon,
  vip: CrownIcon,
  missions: ListChecksIcon,
  mission: ListChecksIcon,
  events: FlagIcon,
  event: FlagIcon,
  pass: LampIcon,
  achievements: MedalIcon,
};

/** What to do next, the most certain joy first: what waits to be taken, then what is nearly done. */
export function TodayList({ dashboard }: { dashboard: Dashboard | undefined }) {
  const t = useT("home");
  const todos = dashboard ? todosOf(dashboard) : [];
  return (
    <Card className="grid content-start gap-2 p-5 sm:p-6">
      <div className="flex min-h-11 items-center justify-between gap-3">
        <CardTitle className="text-lg">{t("todo.title")}</CardTitle>
        <Link href="/club" className="flex min-h-11 items-center text-sm text-muted hover:text-text">
          {t("todo.all")}
        </Link>
      </div>
      {dashboard === undefined ? (
        [0, 1, 2].map((row) => <Skeleton key={row} className="h-16" />)
      ) : todos.length === 0 ? (
        <p className="flex items-center gap-3 py-5 text-muted">
          <CheckIcon aria-hidden className="size-5 text-gain" />
          {t("todo.none")}
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {todos.map((todo, index) => (
            <TodoRow key={todo.kind} todo={todo} dashboard={dashboard} first={index === 0} />
          ))}
        </ul>
      )}
    </Card>
  );
}

type RowProps = { todo: Todo; dashboard: Dashboard; first: boolean };

function TodoRow({ todo, dashboard, first }: RowProps) {
  const t = useT("home");
  const variant = first ? "primary" : "secondary";
  switch (todo.kind) {
    case "streak":
      return (
        <Row kind="streak" title={t("todo.streak")} items={itemsOfBundle(dashboard.streak.next_reward)}>
          <ClaimStreak variant={variant} />
        </Row>
      );
    case "vip":
      return (
        <Row kind="vip" title={t("todo.vip")} items={[{ type: "vip_points", amount: todo.points }]}>
          <ClaimVip variant={variant} />
        </Row>
      );
    case "mission":
    case "event":
      return (
        <Row kind={todo.kind} title={todo.title} hint={<Share progress={todo.progress} target={todo.target} />}>
          <Go href={todo.kind === "mission" ? "/missions" : "/events"} variant={variant} label={t("todo.look")} />
        </Row>
      );
    default:
      return (
        <Row kind={todo.kind} title={t(`todo.${todo.kind}`)} hint={t("todo.waiting", { count: todo.count })}>
          <Go href={`/${todo.kind}`} variant={variant} label={t("todo.take")} />
        </Row>
      );
  }
}

function Row({ kind, title, hint, items, children }: { kind: Todo["kind"]; title: string; hint?: ReactNode; items?: readonly RewardItem[]; children: ReactNode }) {
  const Icon = icons[kind];
  return (
    <li className="flex items-center gap-4 py-3.5">
      <span aria-hidden className="grid size-11 shrink-0 place-items-center rounded-full bg-violet-soft text-violet">
        <Icon className="size-5" strokeWidth={1.75} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {items ? <RewardItems items={items} className="mt-0.5" /> : <div className="mt-0.5 text-sm text-muted">{hint}</div>}
      </div>
      {children}
    </li>
  );
}

function Share({ progress, target }: { progress: number; target: number }) {
  const format = useFormat();
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="h-1.5 min-w-16 flex-1 overflow-hidden rounded-full bg-raised">
        <span className="block h-full origin-left rounded-full bg-violet" style={{ transform: `scaleX(${Math.min(1, progress / target)})` }} />
      </span>
      <span className="tabular">{`${format.integer(progress)} / ${format.integer(target)}`}</span>
    </span>
  );
}

type ButtonLook = { variant: "primary" | "secondary" };

function Go({ href, label, variant }: ButtonLook & { href: `/${string}`; label: string }) {
  return (
    <Button asChild variant={variant}>
      <Link href={href}>{label}</Link>
    </Button>
  );
}

function ClaimStreak({ variant }: ButtonLook) {
  const t = useT("home");
  const errorText = useErrorText();
  const { play } = useSound();
  const claim = useClaimStreak(({ gold, exp, idempotent }) => {
    if (idempotent) return;
    play("win");
    celebrate(itemsOfBundle({ gold, exp }), t("todo.streak"));
  });
  return (
    <Button variant={variant} busy={claim.isPending} onClick={() => claim.mutate(undefined, { onError: (error) => toast.error(errorText(error)) })}>
      {t("todo.take")}
    </Button>
  );
}

function ClaimVip({ variant }: ButtonLook) {
  const t = useT("home");
  const errorText = useErrorText();
  const { play } = useSound();
  const claim = useClaimVip(({ points, idempotent }) => {
    if (idempotent) return;
    play("win");
    celebrate([{ type: "vip_points", amount: points }], t("todo.vip"));
  });
  return (
    <Button variant={variant} busy={claim.isPending} onClick={() => claim.mutate(undefined, { onError: (error) => toast.error(errorText(error)) })}>
      {t("todo.take")}
    </Button>
  );
}
