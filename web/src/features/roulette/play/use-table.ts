"use client";

/** One player at the wheel: the round as it goes, chips in hand, chips that stand. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { isUnsettled } from "@/features/slot/play/round-player";
import { ApiError } from "@/shared/api/errors";
import { applyBalance, useGold } from "@/shared/live/store";
import { useTopic } from "@/shared/live/topics";
import { useSound } from "@/shared/sound";
import { withBet, withRound } from "../api/messages";
import { type BetIntent, type Wheel, newIntent, sendBets, wheelKey } from "../api/table";
import { type Spot, spotId } from "../rules/layout";
import { type Gesture, again, amounts, asBets, doubling, total, withGesture } from "./chips";
import { usePreferences } from "./preferences";

type Sending = { busy: boolean; problem: unknown; unsettled: BetIntent | null };
const calm: Sending = { busy: false, problem: null, unsettled: null };

/** Keeps the snapshot in step with the table's broadcasts. */
export function useWheelStream(): void {
  const cache = useQueryClient();
  const ask = () => void cache.invalidateQueries({ queryKey: wheelKey });
  const change = (next: (wheel: Wheel) => Wheel | null) => {
    const wheel = cache.getQueryData<Wheel>(wheelKey);
    const changed = wheel ? next(wheel) : null;
    if (changed) cache.setQueryData(wheelKey, changed);
    else ask();
  };
  useTopic(
    "roulette:main",
    { roulette_round: (data) => change((wheel) => withRound(wheel, data)), roulette_bet: (data) => change((wheel) => withBet(wheel, data)) },
    ask,
  );
}

export function useTable(wheel: Wheel) {
  const cache = useQueryClient();
  const { play: sound } = useSound();
  const gold = useGold();
  const { chip: remembered, last } = usePreferences();
  const chip = wheel.tray.find((value) => value === remembered) ?? wheel.tray[1] ?? wheel.limits.min;
  const [hand, setHand] = useState<readonly Gesture[]>([]);
  const [sending, setSending] = useState<Sending>(calm);
  const busy = useRef(false);
  const limits = { min: wheel.limits.step, max: wheel.limits.max, max_of: wheel.max_of };
  const standing = wheel.mine.flatMap(({ bets }) => bets);
  const { phase } = wheel;

  const add = (gesture: Gesture) => {
    const next = withGesture(hand, gesture, limits, gold ?? 0);
    sound(next ? "tap" : "toggle");
    if (next) setHand(next);
  };

  const send = useCallback(
    async (intent: BetIntent) => {
      if (busy.current) return;
      busy.current = true;
      setSending({ ...calm, busy: true });
      try {
        const placed = await sendBets(intent);
        applyBalance(placed.balance_after);
        usePreferences.setState({ last: placed.bets });
        setHand([]);
        setSending(calm);
        sound("stop");
        await cache.invalidateQueries({ queryKey: wheelKey });
      } catch (problem) {
        const closed = problem instanceof ApiError && problem.code === "round_closed";
        setSending({ ...calm, problem, unsettled: !closed && isUnsettled(problem) ? intent : null });
      } finally {
        busy.current = false;
      }
    },
    [cache, sound],
  );

  const { unsettled } = sending;
  // The network is back: unanswered chips ask again by themselves, with their own key.
  useEffect(() => {
    if (!unsettled) return;
    const resume = () => void send(unsettled);
    window.addEventListener("online", resume);
    return () => window.removeEventListener("online", resume);
  }, [unsettled, send]);

  return {
    ...sending,
    wheel,
    gold,
    chip,
    hand: amounts(hand),
    handTotal: total(hand),
    standing: amounts([again(standing)]),
    standingTotal: wheel.mine.reduce((sum, { bet_amount }) => sum + bet_amount, 0),
    others: new Map(wheel.chips.map(({ type, numbers, amount }) => [spotId(type, numbers), amount])),
    isOpen: phase === "betting",
    canUndo: hand.length > 0,
    canRebet: last.length > 0,
    choose: (next: number) => {
      sound("tap");
      usePreferences.setState({ chip: next });
    },
    chooseNth: (index: number) => {
      const value = wheel.tray[index];
      if (value !== undefined) usePreferences.setState({ chip: value });
    },
    put: (spot: Spot) => add([{ spot: spot.id, amount: chip }]),
    undo: () => setHand(hand.slice(0, -1)),
    clear: () => setHand([]),
    double: () => add(hand.length > 0 ? doubling(hand) : again(standing)),
    rebet: () => add(again(last)),
    bet: () => {
      if (unsettled) void send(unsettled);
      else if (hand.length > 0 && phase === "betting") void send(newIntent(wheel.round_id, asBets(hand)));
    },
    dismissProblem: () => setSending(calm),
  };
}

export type Table = ReturnType<typeof useTable>;
