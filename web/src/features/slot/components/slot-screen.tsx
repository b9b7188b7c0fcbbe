"use client";

import { useSearchParams } from "next/navigation";
import "../machines/machines.css";
import "../reels/reels.css";
import { useT } from "@/shared/i18n/use-t";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useMachine, useMachines } from "../api/machines";
import { MachineTabs } from "./machine-tabs";
import { SlotTable } from "./slot-table";

/** The slot room: `?machine=` names the machine, the first one otherwise. */
export function SlotScreen() {
  const t = useT("slot");
  const asked = useSearchParams().get("machine");
  const { data: machines, error, isPending, refetch } = useMachines();
  const current = machines?.find(({ id }) => id === asked) ?? machines?.[0];
  const machine = useMachine(current?.id ?? "");
  if (isPending) return <SlotSkeleton />;
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!current) return <EmptyState title={t("closed.title")} hint={t("closed.hint")} />;
  const tabs = <MachineTabs machines={machines} current={current.id} />;
  if (machine.data)
    return (
      <SlotTable key={current.id} machine={machine.data}>
        {tabs}
      </SlotTable>
    );
  return (
    <div className="grid gap-4">
      <h1 className="sr-only">{t("title")}</h1>
      {tabs}
      {machine.error ? <ErrorState error={machine.error} onRetry={() => void machine.refetch()} /> : <TableSkeleton />}
    </div>
  );
}

function SlotSkeleton() {
  return (
    <div className="grid gap-4">
      <Skeleton className="h-11 w-40" />
      <Skeleton className="h-12 w-full" />
      <TableSkeleton />
    </div>
  );
}

function TableSkeleton() {
  return (
    <>
      <Skeleton className="aspect-4/3 max-h-[32rem] w-full rounded-xl" />
      <Skeleton className="h-22 w-full" />
    </>
  );
}
