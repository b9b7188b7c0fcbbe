"use client";

/** One banner under one player's hands: pay, wait for the answer, open capsule after capsule. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "@/shared/api/errors";
import { applyBalance, live } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import type { Banner } from "../api/banners";
import { gachaKeys } from "../api/keys";
import { type PullCount, type PullIntent, type PullResult, newPull, sendPull } from "../api/pull";
import { waitBefore } from "./reveal";

const HOLD = "gacha";

export type PullState = {
  phase: "idle" | "sending" | "opening" | "open";
  count: PullCount;
  result: PullResult | null;
  /** How many capsules of the result are open. */
  opened: number;
  problem: unknown;
  /** A pull that may have happened: its answer was lost. */
  unsettled: PullIntent | null;
};

const idle: PullState = { phase: "idle", count: 1, result: null, opened: 0, problem: null, unsettled: null };

/** A refusal says that nothing happened; silence and faults of the way there say nothing. */
function isUnsettled(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.kind === "offline" || error.kind === "unavailable" || error.kind === "unknown" || error.code === "idempotency_in_progress";
}

export function usePull(banner: Banner, reduced: boolean) {
  const queries = useQueryClient();
  const { play: sound } = useSound();
  const [state, setState] = useState(idle);
  const busy = useRef(false);
  const { phase, result, opened, unsettled } = state;

  const send = useCallback(
    async (intent: PullIntent) => {
      if (busy.current) return;
      busy.current = true;
      const cost = banner.costs.find(({ count }) => count === intent.count)?.cost ?? 0;
      setState({ ...idle, phase: "sending", count: intent.count });
      sound("spin");
      live.hold(HOLD, banner.currency === "gold" ? cost : 0);
      try {
        const answer = await sendPull(intent);
        if (answer.currency === "gold") applyBalance(answer.balance_after);
        const all = answer.items.length;
        setState({ ...idle, phase: reduced ? "open" : "opening", count: intent.count, result: answer, opened: reduced ? all : 0 });
      } catch (problem) {
        setState({ ...idle, count: intent.count, problem, unsettled: isUnsettled(problem) ? intent : null });
        live.release(HOLD);
      } finally {
        busy.current = false;
      }
    },
    [banner, reduced, sound],
  );

  useEffect(() => {
    if (phase !== "opening" || result === null) return;
    const next = result.items[opened];
    if (next === undefined) return;
    const timer = setTimeout(
      () => {
        sound(next.tier === "SSR" ? "big-win" : next.tier === "SR" ? "win" : "stop", Math.min(opened, 4));
        setState((before) => {
          const now = before.opened + 1;
          return { ...before, opened: now, phase: now === result.items.length ? "open" : before.phase };
        });
      },
      waitBefore(next.tier, opened === 0),
    );
    return () => clearTimeout(timer);
  }, [phase, result, opened, sound]);

  // All is told: the balance may show, and pity, history and collection follow.
  useEffect(() => {
    if (phase !== "open") return;
    live.release(HOLD);
    void queries.invalidateQueries({ queryKey: gachaKeys.all });
  }, [phase, queries]);

  useEffect(() => () => live.release(HOLD), []);

  // The network is back: an unanswered pull asks again by itself, with its own key.
  useEffect(() => {
    if (!unsettled) return;
    const resume = () => void send(unsettled);
    window.addEventListener("online", resume);
    return () => window.removeEventListener("online", resume);
  }, [unsettled, send]);

  const skip = useCallback(() => {
    setState((before) =>
      before.phase === "opening" && before.result ? { ...before, phase: "open", opened: before.result.items.length } : before,
    );
  }, []);

  return {
    state,
    /** The button; a lost answer is asked for again before anything new is paid. */
    pull: (count: PullCount) => {
      if (phase === "opening") skip();
      else if (phase !== "sending") void send(unsettled ?? newPull(banner.banner_id, count));
    },
    askAgain: () => unsettled && void send(unsettled),
    skip,
    clear: () => setState(idle),
  };
}

export type PullGame = ReturnType<typeof usePull>;
