"use client";

/** One machine under one player's hands: the reels' player, the stake, turbo and auto-spin. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { useMarket } from "@/features/responsible/hooks/use-market";
import { live, applyBalance, useGold } from "@/shared/live/store";
import { useSound, useSoundPalette } from "@/shared/sound";
import { type SpinIntent, newIntent, sendSpin } from "../api/spin";
import { isMachineId } from "../machines/art";
import { type Machine, openingWindow, symbolOfKind } from "../machines/machine";
import { type AutoplayRules, type StopReason, stopReason } from "./autoplay";
import { rememberStake, usePreferences } from "./preferences";
import { RoundPlayer } from "./round-player";
import { beginSession, recordRound } from "./session";
import { maxStake, moveStake, stakeLadder } from "./stake";
import { useReducedMotion } from "./use-reduced-motion";

export type Autoplay = { running: boolean; left: number | null; stopped: StopReason | null };

const PAUSE_MS = 700;
const PAUSE_TURBO_MS = 220;
/** The server measures from stake to stake; the way there takes a moment that varies. */
const CYCLE_MARGIN_MS = 150;
const idleAutoplay: Autoplay = { running: false, left: null, stopped: null };

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function useSlotGame(machine: Machine) {
  const { play: sound } = useSound();
  useSoundPalette(isMachineId(machine.id) ? machine.id : "club");
  const gold = useGold();
  const reduced = useReducedMotion();
  const market = useMarket();
  const wantsTurbo = usePreferences((preferences) => preferences.turbo);
  const turbo = wantsTurbo && market.turbo;
  const remembered = usePreferences((preferences) => preferences.stakes[machine.id]);
  const ladder = stakeLadder(machine.stakes);
  const stake = remembered !== undefined && ladder.includes(remembered) ? remembered : (ladder[1] ?? ladder[0] ?? machine.stakes.min);
  const [player] = useState(
    () =>
      new RoundPlayer(openingWindow(machine), symbolOfKind(machine, "scatter"), {
        send: sendSpin,
        hold: live.hold,
        release: live.release,
        applyBalance,
        sound,
        now_ms: () => performance.now(),
      }),
  );
  // Each stop of a reel is the reels' own business; the rest of the table need not draw again for it.
  const state = useStore(
    player.store,
    useShallow(({ orders: _orders, ...rest }) => rest),
  );
  const [autoplay, setAutoplay] = useState<Autoplay>(idleAutoplay);
  // What a round that is already running must read afresh: the loop outlives the render that began it.
  const now = useRef({ stake, turbo, reduced, running: false });
  useEffect(() => {
    now.current = { ...now.current, stake, turbo, reduced };
  }, [stake, turbo, reduced]);

  // Where the market asks for a pause between spins, the next one waits for it; a lost answer may be asked for at any time.
  const cycle_ms = market.slot_cycle_ms;
  const [resting, setResting] = useState(false);
  const playIntent = useCallback(
    async (intent: SpinIntent) => {
      if (cycle_ms > 0) {
        setResting(true);
        setTimeout(() => setResting(false), cycle_ms + CYCLE_MARGIN_MS);
      }
      const result = await player.play(intent, now.current);
      if (result) recordRound(result.net);
      return result;
    },
    [player, cycle_ms],
  );

  const stopAutoplay = useCallback(() => {
    now.current.running = false;
    setAutoplay(idleAutoplay);
  }, []);

  useEffect(() => {
    beginSession();
    return () => {
      now.current.running = false;
      player.leave();
    };
  }, [player]);

  /** The button: stops the reels when they turn, asks again for a lost answer, else spins. */
  const press = useCallback(() => {
    const { phase, unsettled } = player.store.getState();
    if (now.current.running) stopAutoplay();
    else if (phase !== "idle") player.hurry();
    else if (unsettled || !resting) void playIntent(unsettled ?? newIntent(machine.id, now.current.stake));
  }, [player, playIntent, stopAutoplay, machine.id, resting]);

  const startAutoplay = useCallback(
    async (rules: AutoplayRules) => {
      const { phase, unsettled } = player.store.getState();
      if (!market.auto_spin || now.current.running || phase !== "idle" || unsettled) return;
      now.current.running = true;
      setAutoplay({ running: true, left: rules.count, stopped: null });
      for (let played = 1; now.current.running; played += 1) {
        const result = await playIntent(newIntent(machine.id, now.current.stake));
        if (!result || !now.current.running) break;
        const last = { ...result, hasFeature: result.feature !== null };
        const reason = stopReason(rules, played, last, now.current.stake);
        if (reason) {
          now.current.running = false;
          setAutoplay({ ...idleAutoplay, stopped: reason });
          return;
        }
        setAutoplay({ running: true, left: rules.count === null ? null : rules.count - played, stopped: null });
        await wait(now.current.turbo ? PAUSE_TURBO_MS : PAUSE_MS);
      }
      stopAutoplay();
    },
    [player, playIntent, stopAutoplay, machine.id, market.auto_spin],
  );

  // The network is back: an unanswered spin asks again by itself, with its own key.
  const unsettled = state.unsettled;
  useEffect(() => {
    if (!unsettled) return;
    const resume = () => void playIntent(unsettled);
    window.addEventListener("online", resume);
    return () => window.removeEventListener("online", resume);
  }, [unsettled, playIntent]);

  const setStake = (next: number) => {
    if (state.phase !== "idle" || next === stake) return;
    sound("tap");
    rememberStake(machine.id, next);
  };
  return {
    player,
    state,
    stake,
    ladder,
    gold,
    turbo,
    /** What the market lets a screen offer. */
    offers: { turbo: market.turbo, autoplay: market.auto_spin },
    /** The market's pause after the last spin is not over. */
    resting,
    reduced,
    autoplay,
    press,
    startAutoplay,
    stopAutoplay,
    skip: () => player.hurry(),
    dismissProblem: () => player.dismissProblem(),
    setStake,
    stepStake: (direction: 1 | -1) => setStake(moveStake(ladder, stake, direction)),
    stakeToMax: () => setStake(maxStake(ladder, gold)),
  };
}

export type SlotGame = ReturnType<typeof useSlotGame>;
