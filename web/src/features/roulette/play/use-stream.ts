"use client";

/** Keeps the snapshot in step with the table's broadcasts, and remembers who has just placed chips. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTopic } from "@/shared/live/topics";
import { type BetMessage, readBet, stampOf, withBet, withRound } from "../api/messages";
import { type Wheel, wheelKey } from "../api/table";
import { clock } from "./clock";

const FEED_MAX = 12;
const WATCH_MS = 2_000;
/** After this the next message of a round is overdue. */
const SILENCE_MS = 2_500;

/** Who placed chips on a round since this screen listens, newest first. */
export type Feed = { round_id: string; latest: readonly BetMessage[]; names: ReadonlySet<string> };
const silent: Feed = { round_id: "", latest: [], names: new Set() };

function withName(feed: Feed, bet: BetMessage): Feed {
  const { latest, names } = feed.round_id === bet.round_id ? feed : silent;
  return { round_id: bet.round_id, latest: [bet, ...latest].slice(0, FEED_MAX), names: new Set([...names, bet.nickname]) };
}

function dueAt(wheel: Wheel): number {
  const due = wheel.phase === "betting" ? wheel.locks_at : wheel.phase === "running" ? wheel.ends_at : (wheel.next_opens_at ?? wheel.ends_at);
  return Date.parse(due);
}

export function useWheelStream(): Feed {
  const cache = useQueryClient();
  const [feed, setFeed] = useState(silent);
  const ask = () => void cache.invalidateQueries({ queryKey: wheelKey });
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useTopic(
    "roulette:main",
    {
      roulette_round: (data) => {
        const stamp = stampOf(data);
        if (stamp === null) return;
        clock.hear(stamp);
        const wheel = cache.getQueryData<Wheel>(wheelKey);
        const changed = wheel ? withRound(wheel, data) : null;
        if (changed) cache.setQueryData(wheelKey, changed);
        else ask();
      },
      roulette_bet: (data) => {
        const bet = readBet(data);
        if (!bet) return;
        setFeed((now) => withName(now, bet));
        cache.setQueryData<Wheel>(wheelKey, (wheel) => (wheel ? withBet(wheel, bet) : wheel));
      },
    },
    ask,
  );
  // A stream that is up but says nothing any more: look for oneself.
  useEffect(() => {
    const timer = setInterval(() => {
      const wheel = cache.getQueryData<Wheel>(wheelKey);
      if (wheel && clock.now() > dueAt(wheel) + SILENCE_MS) latest.current();
    }, WATCH_MS);
    return () => clearInterval(timer);
  }, [cache]);
  return feed;
}
