"use client";

import { useMachine } from "@/features/slot/api/machines";
import "@/features/slot/machines/machines.css";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { type OddsTableSheet, slotSheet } from "../api/odds";
import { MachineOdds } from "./machine-odds";
import { TableOdds } from "./table-odds";

/** A slot machine with its symbols drawn; a sheet of another shape as any other table. */
export function SlotOdds({ table, query }: { table: OddsTableSheet; query: string }) {
  const machine = useMachine(table.variant);
  const sheet = slotSheet(table);
  if (!sheet) return <TableOdds table={table} query={query} />;
  if (machine.error) return <ErrorState error={machine.error} onRetry={() => void machine.refetch()} />;
  if (!machine.data) return <Skeleton className="h-[40rem]" />;
  return <MachineOdds machine={machine.data} sheet={sheet} query={query} />;
}
