"use client";

/** One player at the wheel: chips in hand, chips that stand, and what the last round came to. */
import { useEffect, useRef, useState } from "react";
import { live, useGold } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import { type Wheel, newIntent } from "../api/table";
import { type Spot, spotId } from "../rules/layout";
import { type Gesture, type Refusal, again, amounts, asBets, doubling, total, withGesture, without } from "./chips";
import { usePreferences } from "./preferences";
import { type RoundResult, resultOf } from "./result";
import { useSender } from "./use-sender";

const HELD = "roulette";

/** The result of the round on the table, or of the one before while bets are open again. */
function useResult(wheel: Wheel): RoundResult | null {
  const now = resultOf(wheel);
  const [kept, keep] = useState<RoundResult | null>(null);
  if (now && (now.round_id !== kept?.round_id || now.staked !== kept.staked || now.back !== kept.back || now.pocket !== kept.pocket)) keep(now);
  return now ?? kept;
}

export function useTable(wheel: Wheel) {
  const { play: sound } = useSound();
  const gold = useGold();
  const { chip: remembered, last } = usePreferences();
  const chip = wheel.tray.find((value) => value === remembered) ?? wheel.tray[1] ?? wheel.limits.min;
  const [hand, setHand] = useState<readonly Gesture[]>([]);
  const [refusal, setRefusal] = useState<{ why: Refusal; spot: Spot | null } | null>(null);
  const sent = useRef<{ key: string; gestures: readonly Gesture[] } | null>(null);
  const result = useResult(wheel);
  const standing = again(wheel.mine.flatMap(({ bets }) => bets));
  const standingTotal = wheel.mine.reduce((sum, { bet_amount }) => sum + bet_amount, 0);
  const { phase, round_id } = wheel;
  const isOpen = phase === "betting";

  const sender = useSender(round_id, (key) => {
    const gone = sent.current?.key === key ? sent.current.gestures : [];
    setHand((now) => now.filter((gesture) => !gone.includes(gesture)));
    sound("stop");
  });
  const { busy, problem, unsettled, missed, send } = sender;

  // The result is a secret while the ball runs: what waits for a pause in play waits for it.
  const plays = phase === "running" && wheel.mine.length > 0;
  useEffect(() => {
    if (!plays) return;
    live.hold(HELD);
    return () => live.release(HELD);
  }, [plays]);

  const change = (next: readonly Gesture[]) => {
    if (busy) return;
    if (problem && !unsettled) sender.calm();
    setRefusal(null);
    setHand(next);
  };
  const add = (gesture: Gesture, spot: Spot | null = null) => {
    if (busy || gesture.length === 0) return;
    const { limits, max_of } = wheel;
    const next = withGesture(hand, gesture, { ...limits, max: limits.max - standingTotal, max_of, gold: gold ?? 0 });
    sound(next.hand === hand ? "toggle" : "tap");
    change(next.hand);
    setRefusal(next.refusal && { why: next.refusal, spot });
  };
  const bet = () => {
    if (unsettled) return void send(unsettled);
    if (busy || hand.length === 0 || !isOpen) return;
    const intent = newIntent(round_id, asBets(hand));
    sent.current = { key: intent.key, gestures: hand };
    setRefusal(null);
    void send(intent);
  };

  return {
    wheel,
    busy,
    problem,
    unsettled,
    missed,
    refusal,
    result,
    gold,
    chip,
    isOpen,
    hand: amounts(hand),
    handTotal: total(hand),
    standing: amounts([standing]),
    standingTotal,
    everybody: new Map(wheel.chips.map(({ type, numbers, amount }) => [spotId(type, numbers), amount])),
    canUndo: hand.length > 0,
    canRebet: (last?.bets.length ?? 0) > 0,
    choose: (next: number) => {
      sound("tap");
      usePreferences.setState({ chip: next });
    },
    chooseNth: (index: number) => {
      const value = wheel.tray[index];
      if (value !== undefined) usePreferences.setState({ chip: value });
    },
    put: (spot: Spot) => add([{ spot: spot.id, amount: chip }], spot),
    take: (spot: Spot) => change(without(hand, spot.id)),
    undo: () => change(hand.slice(0, -1)),
    clear: () => change([]),
    double: () => add(hand.length > 0 ? doubling(hand) : standing),
    rebet: () => add(again(last?.bets ?? [])),
    bet,
    dismissProblem: sender.calm,
  };
}

export type Table = ReturnType<typeof useTable>;
