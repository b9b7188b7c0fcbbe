"use client";

/** One player at the table: stake, hand, the throw and its reveal. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { fairnessKeys } from "@/features/fairness/api/commitments";
import { isUnsettled } from "@/features/slot/play/round-player";
import { maxStake, moveStake, stakeLadder } from "@/features/slot/play/stake";
import { useReducedMotion } from "@/features/slot/play/use-reduced-motion";
import { applyBalance, live, useGold } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import { type ThrowIntent, type ThrowResult, newIntent, sendThrow } from "../api/play";
import type { RpsTable } from "../api/table";
import type { Choice, Result } from "../rules";
import { usePreferences } from "./preferences";

/** Three swings of the fist; the answer is long there. */
export const SWING_MS = 900;
const SWING_REDUCED_MS = 250;
const sounds: Record<Result, "win" | "stop" | "tap"> = { win: "win", draw: "stop", lose: "tap" };

type State = { throwing: boolean; result: ThrowResult | null; problem: unknown; unsettled: ThrowIntent | null };
const atRest: State = { throwing: false, result: null, problem: null, unsettled: null };

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function useRps(table: RpsTable) {
  const { play: sound } = useSound();
  const cache = useQueryClient();
  const gold = useGold();
  const reduced = useReducedMotion();
  const { choice, stake: remembered } = usePreferences();
  const ladder = stakeLadder({ ...table.limits, presets: table.presets });
  const stake = remembered !== null && ladder.includes(remembered) ? remembered : (ladder[1] ?? ladder[0] ?? table.limits.min);
  const [state, setState] = useState<State>(atRest);
  const busy = useRef(false);
  const present = useRef(true);
  useEffect(() => {
    present.current = true;
    return () => {
      present.current = false;
    };
  }, []);

  const play = useCallback(
    async (intent: ThrowIntent) => {
      if (busy.current) return;
      busy.current = true;
      setState({ ...atRest, throwing: true });
      live.hold(intent.key, intent.bet_amount);
      sound("spin");
      try {
        const [result] = await Promise.all([sendThrow(intent), wait(reduced ? SWING_REDUCED_MS : SWING_MS)]);
        applyBalance(result.balance_after);
        setState({ ...atRest, result });
        if (present.current) sound(sounds[result.result]);
        void cache.invalidateQueries({ queryKey: fairnessKeys.commitments });
      } catch (problem) {
        setState({ ...atRest, problem, unsettled: isUnsettled(problem) ? intent : null });
      } finally {
        busy.current = false;
        live.release(intent.key);
      }
    },
    [cache, reduced, sound],
  );

  const { unsettled } = state;
  // The network is back: an unanswered throw asks again by itself, with its own key.
  useEffect(() => {
    if (!unsettled) return;
    const resume = () => void play(unsettled);
    window.addEventListener("online", resume);
    return () => window.removeEventListener("online", resume);
  }, [unsettled, play]);

  const change = (next: Partial<{ stake: number; choice: Choice }>) => {
    if (busy.current) return;
    sound("tap");
    usePreferences.setState(next);
  };
  return {
    ...state,
    stake,
    ladder,
    choice,
    gold,
    reduced,
    press: () => void play(unsettled ?? newIntent(stake, choice)),
    choose: (next: Choice) => change({ choice: next }),
    setStake: (next: number) => change({ stake: next }),
    stepStake: (direction: 1 | -1) => change({ stake: moveStake(ladder, stake, direction) }),
    stakeToMax: () => change({ stake: maxStake(ladder, gold) }),
    dismissProblem: () => setState((now) => ({ ...now, problem: null })),
  };
}

export type RpsPlay = ReturnType<typeof useRps>;
