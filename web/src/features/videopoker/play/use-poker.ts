"use client";

/** One player at the machine: stake, hand, holds, the draw and its reveal. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { fairnessKeys } from "@/features/fairness/api/commitments";
import { isUnsettled } from "@/features/slot/play/round-player";
import { maxStake, moveStake, stakeLadder } from "@/features/slot/play/stake";
import { useReducedMotion } from "@/features/slot/play/use-reduced-motion";
import { ApiError } from "@/shared/api/errors";
import { applyBalance, live, useGold } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import {
  type FinishedHand,
  type Hint,
  type Intent,
  type WaitingHand,
  askHint,
  fetchCurrent,
  newDeal,
  newDraw,
  sendDeal,
  sendDraw,
} from "../api/hands";
import type { PokerTable } from "../api/table";
import { usePreferences } from "./preferences";

/** How long cards turn before the result is told. */
const TURN_MS = 620;
const TURN_REDUCED_MS = 180;
const BIG_PAY = 25;

export type Phase = "idle" | "dealing" | "holding" | "drawing";

type State = {
  phase: Phase;
  hand: WaitingHand | null;
  held: readonly number[];
  result: FinishedHand | null;
  hint: Hint | null;
  hinting: boolean;
  problem: unknown;
  unsettled: Intent | null;
};

const atRest: State = { phase: "idle", hand: null, held: [], result: null, hint: null, hinting: false, problem: null, unsettled: null };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function usePoker(table: PokerTable, resumed: WaitingHand | null) {
  const { play: sound } = useSound();
  const cache = useQueryClient();
  const gold = useGold();
  const reduced = useReducedMotion();
  const remembered = usePreferences((preferences) => preferences.stake);
  const ladder = stakeLadder({ ...table.limits, presets: table.presets });
  const chosen = remembered !== null && ladder.includes(remembered) ? remembered : (ladder[2] ?? ladder[0] ?? table.limits.min);
  const [state, setState] = useState<State>(resumed ? { ...atRest, phase: "holding", hand: resumed } : atRest);
  const stake = state.hand?.bet_amount ?? chosen;
  const busy = useRef(false);
  const turn_ms = reduced ? TURN_REDUCED_MS : TURN_MS;

  const begin = useCallback(
    async (intent: Intent) => {
      if (busy.current) return;
      busy.current = true;
      live.hold(intent.key, intent.kind === "deal" ? intent.bet_amount : 0);
      sound("spin");
      try {
        if (intent.kind === "deal") {
          setState({ ...atRest, phase: "dealing" });
          const { balance_after, ...hand } = await sendDeal(intent);
          applyBalance(balance_after);
          setState({ ...atRest, phase: "holding", hand });
          sound("stop", 2);
        } else {
          setState((now) => ({ ...now, phase: "drawing", problem: null, unsettled: null, hint: null }));
          const result = await sendDraw(intent);
          setState((now) => ({ ...now, result }));
          await wait(turn_ms);
          applyBalance(result.balance_after);
          setState({ ...atRest, result, held: result.hold });
          sound(result.pay >= BIG_PAY ? "big-win" : result.pay > 1 ? "win" : "stop");
          void cache.invalidateQueries({ queryKey: fairnessKeys.commitments });
        }
      } catch (problem) {
        const unsettled = isUnsettled(problem) ? intent : null;
        // Another tab dealt or drew: what the club knows stands.
        const known = problem instanceof ApiError && problem.kind === "conflict" ? await fetchCurrent().catch(() => null) : undefined;
        setState((now) => {
          const hand = known === undefined ? now.hand : known;
          return { ...atRest, phase: hand ? "holding" : "idle", hand, held: hand ? now.held : [], problem, unsettled };
        });
      } finally {
        busy.current = false;
        live.release(intent.key);
      }
    },
    [cache, sound, turn_ms],
  );

  const { unsettled } = state;
  // The network is back: an unanswered press asks again by itself, with its own key.
  useEffect(() => {
    if (!unsettled) return;
    const resume = () => void begin(unsettled);
    window.addEventListener("online", resume);
    return () => window.removeEventListener("online", resume);
  }, [unsettled, begin]);

  const toggle = (place: number) => {
    if (state.phase !== "holding" || busy.current) return;
    sound("tap");
    setState((now) => ({
      ...now,
      held: now.held.includes(place) ? now.held.filter((one) => one !== place) : [...now.held, place].sort(),
    }));
  };
  const ask = async () => {
    const { hand, hint, hinting } = state;
    if (state.phase !== "holding" || !hand || hint || hinting) return;
    setState((now) => ({ ...now, hinting: true }));
    try {
      const answer = await askHint(hand.hand_id);
      setState((now) => (now.hand?.hand_id === hand.hand_id ? { ...now, hinting: false, hint: answer } : now));
    } catch (problem) {
      setState((now) => ({ ...now, hinting: false, problem }));
    }
  };
  const changeStake = (next: number) => {
    if (state.phase !== "idle" || busy.current || next === stake) return;
    sound("tap");
    usePreferences.setState({ stake: next });
  };
  return {
    ...state,
    stake,
    ladder,
    gold,
    reduced,
    /** The one button: deals, draws, or asks again for a lost answer. */
    press: () => void begin(unsettled ?? (state.hand ? newDraw(state.hand.hand_id, state.held) : newDeal(stake))),
    toggle,
    ask: () => void ask(),
    follow: (hold: readonly number[]) => setState((now) => (now.phase === "holding" ? { ...now, held: [...hold] } : now)),
    setStake: changeStake,
    stepStake: (direction: 1 | -1) => changeStake(moveStake(ladder, stake, direction)),
    stakeToMax: () => changeStake(maxStake(ladder, gold)),
    dismissProblem: () => setState((now) => ({ ...now, problem: null, unsettled: null })),
  };
}

export type Poker = ReturnType<typeof usePoker>;
