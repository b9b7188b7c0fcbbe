"use client";

/** Sends chips to the table, once, whatever becomes of the answer. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { isUnsettled } from "@/features/slot/play/round-player";
import { ApiError } from "@/shared/api/errors";
import { applyBalance } from "@/shared/live/store";
import { withOwn } from "../api/messages";
import { type BetIntent, type Placed, type Wheel, sendBets, wheelKey } from "../api/table";
import { rememberBets } from "./preferences";

type Sending = { busy: boolean; problem: unknown; unanswered: BetIntent | null };
const calm: Sending = { busy: false, problem: null, unanswered: null };

export type Sender = ReturnType<typeof useSender>;

/** `onPlaced` gets the key of the bet that stands. */
export function useSender(round_id: string, onPlaced: (key: string, placed: Placed) => void) {
  const cache = useQueryClient();
  const [state, setState] = useState<Sending>(calm);
  const busy = useRef(false);
  const placedNow = useRef(onPlaced);
  useEffect(() => {
    placedNow.current = onPlaced;
  });

  const send = useCallback(
    async (intent: BetIntent) => {
      if (busy.current) return;
      busy.current = true;
      setState({ ...calm, busy: true });
      try {
        const placed = await sendBets(intent);
        applyBalance(placed.balance_after);
        rememberBets(placed.round_id, placed.bets);
        const wheel = cache.getQueryData<Wheel>(wheelKey);
        const own = wheel ? withOwn(wheel, placed) : null;
        if (own) cache.setQueryData(wheelKey, own);
        else void cache.invalidateQueries({ queryKey: wheelKey });
        placedNow.current(intent.key, placed);
        setState(calm);
      } catch (problem) {
        const closed = problem instanceof ApiError && problem.code === "round_closed";
        setState({ ...calm, problem, unanswered: !closed && isUnsettled(problem) ? intent : null });
        if (closed) void cache.invalidateQueries({ queryKey: wheelKey });
      } finally {
        busy.current = false;
      }
    },
    [cache],
  );

  // Asked again in a later round, a bet that never arrived would be a new one.
  const { unanswered } = state;
  const unsettled = unanswered?.round_id === round_id ? unanswered : null;
  useEffect(() => {
    if (!unsettled) return;
    const resume = () => void send(unsettled);
    window.addEventListener("online", resume);
    return () => window.removeEventListener("online", resume);
  }, [unsettled, send]);

  return { busy: state.busy, problem: state.problem, unsettled, missed: unanswered !== null && unsettled === null, send, calm: () => setState(calm) };
}
