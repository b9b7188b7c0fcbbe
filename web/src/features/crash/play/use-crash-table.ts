"use client";

import { useEffect } from "react";
import { type Shape, type Shaped, shaped } from "@/shared/live/shape";
import { useTopic } from "@/shared/live/topics";
import { betMessage, cashoutMessage, roundMessage, tickMessage } from "../api/messages";
import { table, useCrash } from "./crash-store";

const POLL_MS = 2_000;

function reading<const S extends Shape>(shape: S, act: (message: Shaped<S>) => void) {
  return (data: unknown) => {
    const message = shaped(shape, data);
    if (message) act(message);
  };
}

const handlers = {
  crash_round: reading(roundMessage, table.round),
  crash_tick: reading(tickMessage, ({ server_time }) => table.hear(server_time)),
  crash_bet: reading(betMessage, table.bet),
  crash_cashout: reading(cashoutMessage, table.cashout),
};

/** Keeps the table live while the calling screen is mounted; without the socket it is read every two seconds. */
export function useCrashTable({ live }: { live: boolean }): void {
  useTopic("crash", handlers, () => void table.refresh());
  useEffect(() => {
    void table.refresh();
    return table.leave;
  }, []);
  const isStuck = useCrash(({ problem }) => problem !== null);
  useEffect(() => {
    if (live && !isStuck) return;
    const timer = setInterval(() => void table.refresh(), POLL_MS);
    return () => clearInterval(timer);
  }, [live, isStuck]);
}
