"use client";

/** One player at the table: the deal, the actions, and the dealer's turn shown card by card. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { fairnessKeys } from "@/features/fairness/api/commitments";
import { isUnsettled } from "@/features/slot/play/round-player";
import { useReducedMotion } from "@/features/slot/play/use-reduced-motion";
import { ApiError } from "@/shared/api/errors";
import { applyBalance, live, useGold } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import { fetchFinished } from "../api/finished";
import { type Action, type Hand, type Intent, type Table, costOf, fetchCurrent, newAct, newDeal, send } from "../api/hands";
import { adviceFor } from "./advice";
import { useNews } from "./use-news";

const DEALT_MS = 560;
const LAST_CARD_MS = 420;
const DEALER_CARD_MS = 520;
const REDUCED_MS = 60;
const stale = new Set(["hand_open", "hand_moved", "hand_settled", "hand_not_found", "bet_closed"]);

type State = {
  hand: Hand | null;
  /** How many of the dealer's cards lie face up. */
  faceUp: number;
  /** The result is on the table. False from the last move until the dealer is done. */
  revealed: boolean;
  /** The hand was dealt in this visit, so its cards fly in. */
  fresh: boolean;
  busy: boolean;
  problem: unknown;
  unsettled: Intent | null;
  advice: Action | null;
};

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function useBlackjack(table: Table, resumed: Hand | null) {
  const { play: sound } = useSound();
  const cache = useQueryClient();
  const gold = useGold();
  const reduced = useReducedMotion();
  const atRest = { revealed: true, busy: false, problem: null, unsettled: null, advice: null };
  const [state, setState] = useState<State>({ ...atRest, hand: resumed, faceUp: 1, fresh: false });
  const busy = useRef(false);
  const moves = useRef(0);
  const latest = useRef(state);
  const present = useRef(true);
  useEffect(() => {
    latest.current = state;
  });
  useEffect(() => {
    present.current = true;
    return () => {
      present.current = false;
    };
  }, []);

  const show = useCallback(
    async (hand: Hand, dealt: boolean) => {
      const beat = (ms: number) => wait(reduced ? REDUCED_MS : ms);
      const tell: typeof sound = (name, step) => {
        if (present.current) sound(name, step);
      };
      const ended = hand.status === "settled";
      setState((now) => ({ ...now, hand, faceUp: 1, revealed: !ended, fresh: now.fresh || dealt }));
      tell("stop", dealt ? 0 : 2);
      if (!ended) return;
      await beat(dealt ? DEALT_MS : LAST_CARD_MS);
      for (let faceUp = 2; faceUp <= hand.dealer.cards.length; faceUp += 1) {
        setState((now) => ({ ...now, faceUp }));
        tell("stop", Math.min(faceUp, 4));
        await beat(DEALER_CARD_MS);
      }
      setState((now) => ({ ...now, revealed: true }));
      if ((hand.net ?? 0) > 0) tell("win");
    },
    [reduced, sound],
  );

  /** Puts on the table what the club knows: a hand dealt or played on elsewhere, or how it ended. */
  const look = useCallback(async () => {
    const before = moves.current;
    const mine = latest.current.hand;
    const current = await fetchCurrent();
    const ended = current === null && mine?.status === "open" ? await fetchFinished(mine) : undefined;
    if (moves.current !== before || !present.current) return;
    if (current && (current.hand_id !== mine?.hand_id || current.step > mine.step || mine.status === "settled"))
      setState((now) => ({ ...now, hand: current, faceUp: 1, revealed: true, fresh: true, advice: null }));
    else if (ended) {
      const mineToTurn = !busy.current;
      busy.current = true;
      setState((now) => ({ ...now, busy: true, advice: null }));
      await show(ended, false);
      if (!mineToTurn) return;
      busy.current = false;
      setState((now) => ({ ...now, busy: false }));
    } else if (current === null && mine?.status === "open") setState((now) => ({ ...now, hand: null, advice: null }));
  }, [show]);

  const make = useCallback(
    async (intent: Intent) => {
      if (busy.current) return;
      busy.current = true;
      moves.current += 1;
      setState((now) => ({ ...now, busy: true, problem: null, unsettled: null, advice: null }));
      live.hold(intent.key, intent.cost);
      sound(intent.kind === "deal" ? "spin" : "tap");
      try {
        const hand = await send(intent);
        applyBalance(hand.balance_after);
        await show(hand, intent.kind === "deal");
        if (hand.status === "settled") void cache.invalidateQueries({ queryKey: fairnessKeys.commitments });
      } catch (problem) {
        const moved = problem instanceof ApiError && stale.has(problem.code);
        setState((now) => ({ ...now, problem, unsettled: isUnsettled(problem) ? intent : null }));
        if (moved) await look().catch(() => undefined);
      } finally {
        busy.current = false;
        live.release(intent.key);
        setState((now) => ({ ...now, busy: false }));
      }
    },
    [cache, look, show, sound],
  );

  const { unsettled, hand } = state;
  // The network is back: an unanswered move asks again by itself, with its own key.
  useEffect(() => {
    if (!unsettled) return;
    const resume = () => void make(unsettled);
    window.addEventListener("online", resume);
    return () => window.removeEventListener("online", resume);
  }, [unsettled, make]);

  useNews(hand?.balance_after ?? null, () => {
    if (unsettled) void make(unsettled);
    else if (!busy.current) void look().catch(() => undefined);
  });

  const open = hand?.status === "open";
  const affords = (action: Action) => hand !== null && (gold === null || costOf(hand, action) <= gold);
  const may = (action: Action) => open && !state.busy && !unsettled && hand.actions.includes(action) && affords(action);
  return {
    ...state,
    open,
    gold,
    may,
    deal: (stake: number) => {
      if (!open && !state.busy && !unsettled) void make(newDeal(stake));
    },
    act: (action: Action) => {
      if (hand && may(action)) void make(newAct(hand, action));
    },
    askAgain: () => {
      if (unsettled) void make(unsettled);
    },
    advise: () => {
      if (!hand || !open || state.busy) return;
      sound("tap");
      setState((now) => ({ ...now, advice: adviceFor(hand, table.strategy) }));
    },
    dismissProblem: () => setState((now) => ({ ...now, problem: null })),
  };
}

export type Blackjack = ReturnType<typeof useBlackjack>;
