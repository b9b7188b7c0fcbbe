"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { slotKeys } from "./keys";

/** A published table changes rarely and every round names its version; minutes are fresh enough. */
const staleTime = 5 * 60_000;

/** The lobby: every machine with its key figures. */
export function useMachines() {
  return useQuery({
    queryKey: slotKeys.machines,
    queryFn: async () => (await unwrap(api.GET("/api/games/slot/machines"))).items,
    staleTime,
  });
}

/** One machine's whole law: strips, paytable, free-spin rules. */
export function machineQuery(id: string) {
  return queryOptions({
    queryKey: slotKeys.machine(id),
    queryFn: () => unwrap(api.GET("/api/games/slot/machines/{machine_id}", { params: { path: { machine_id: id } } })),
    staleTime,
  });
}

export function useMachine(id: string) {
  return useQuery({ ...machineQuery(id), enabled: id !== "" });
}
