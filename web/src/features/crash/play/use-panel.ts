"use client";

/** One of the two bets of a player: stake, automatic cash-out, the one button and what became of it. */
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiError } from "@/shared/api/errors";
import { applyBalance } from "@/shared/live/store";
import { useSound } from "@/shared/sound";
import { type CrashTable, type OwnBet, type SlotNumber, sendBet, sendCashout } from "../api/crash";
import { table, useCrash } from "./crash-store";
import { fitAuto, fitStake, setPanel, usePreferences } from "./preferences";

/** `queued` waits for the next betting window; `waiting` is placed before the start, `riding` after it. */
export type PanelPhase = "open" | "queued" | "placing" | "waiting" | "riding" | "leaving" | "ended";

function isLost(problem: unknown): boolean {
  return !(problem instanceof ApiError) || problem.kind === "offline" || problem.kind === "unavailable" || problem.kind === "unknown";
}

export function usePanel(slot: SlotNumber, round: CrashTable) {
  const { play: sound } = useSound();
  const settings = usePreferences(({ panels }) => panels[slot]);
  const bet: OwnBet | null = useCrash(({ state }) => state?.mine.findLast((one) => one.slot === slot) ?? null);
  const [busy, setBusy] = useState<"placing" | "leaving" | null>(null);
  const [queued, setQueued] = useState(false);
  /** The round that refused a bet as too late: this screen may still think its window open. */
  const [refusedBy, setRefusedBy] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const acting = useRef(false);
  const stake = fitStake(settings.stake, round.limits);
  const autoAt = fitAuto(settings.autoAt, round.auto_cashout_min, round.multiplier_max);

  const act = useCallback(async (kind: "placing" | "leaving", work: () => Promise<void>) => {
    if (acting.current) return;
    acting.current = true;
    setBusy(kind);
    setProblem(null);
    try {
      await work();
    } catch (failure) {
      setProblem(failure);
      // Whether it happened stands in the table's own snapshot.
      if (isLost(failure) || (failure instanceof ApiError && failure.kind === "conflict")) await table.refresh();
    } finally {
      acting.current = false;
      setBusy(null);
    }
  }, []);

  const place = useCallback(
    () =>
      act("placing", async () => {
        setQueued(false);
        const auto_cashout = settings.auto ? autoAt : null;
        try {
          const placed = await sendBet(slot, stake, auto_cashout);
          applyBalance(placed.balance_after);
          const { bet_id, bet_amount } = placed;
          table.mine({ bet_id, nickname: "", bet_amount, slot, status: "placed", multiplier: null, win_amount: 0, auto_cashout }, placed.round_id);
          sound("stop", slot);
        } catch (failure) {
          // The window shut while the bet was on its way: it keeps its place for the next one.
          if (!(failure instanceof ApiError && failure.code === "round_closed")) throw failure;
          setRefusedBy(round.round_id);
          setQueued(true);
        }
      }),
    [act, autoAt, round.round_id, settings.auto, slot, sound, stake],
  );

  const leave = useCallback(
    (bet_id: string) =>
      act("leaving", async () => {
        const left = await sendCashout(bet_id);
        applyBalance(left.balance_after);
        table.left({ bet_id, round_id: left.shared_round_id, multiplier: left.multiplier, win_amount: left.win_amount });
      }),
    [act],
  );

  const phase: PanelPhase = busy
    ? busy
    : bet?.status === "placed"
      ? round.phase === "running"
        ? "riding"
        : "waiting"
      : queued
        ? "queued"
        : bet
          ? "ended"
          : "open";

  // A queued bet goes in when the next window opens.
  const isOpen = round.phase === "betting";
  const isDue = queued && isOpen && round.round_id !== refusedBy && bet === null && busy === null;
  useEffect(() => {
    if (isDue && !acting.current) void place();
  }, [isDue, place]);

  const status = bet?.status ?? null;
  useEffect(() => {
    if (status === "cashed_out") sound("win");
  }, [status, sound]);

  const press = () => {
    if (phase === "riding" && bet) void leave(bet.bet_id);
    else if (phase === "queued") setQueued(false);
    else if (phase === "open" && isOpen) void place();
    else if (phase === "open" || (phase === "ended" && !queued)) setQueued(true);
    else return;
    sound("tap");
  };
  const locked = phase === "placing" || phase === "waiting" || phase === "riding" || phase === "leaving";
  const setStake = (next: number) => {
    if (!locked) setPanel(slot, { stake: fitStake(next, round.limits) });
  };
  return {
    slot,
    phase,
    bet,
    stake,
    auto: settings.auto,
    autoAt,
    locked,
    problem,
    press,
    setStake,
    half: () => setStake(Math.floor(stake / 2 / round.limits.step) * round.limits.step),
    double: () => setStake(stake * 2),
    setAuto: (auto: boolean) => {
      if (!locked) setPanel(slot, { auto });
    },
    setAutoAt: (next: number) => {
      if (!locked) setPanel(slot, { autoAt: fitAuto(next, round.auto_cashout_min, round.multiplier_max) });
    },
    dismiss: () => setProblem(null),
  };
}

export type Panel = ReturnType<typeof usePanel>;
