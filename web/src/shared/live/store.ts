"use client";

/** The one live state of the tab, fed by the one socket (or, while it is down, by the dashboard's polling). */
import { create } from "zustand";
import type { Dashboard, User } from "@/shared/api/types";
import type { Envelope, MessageData } from "./messages";
import {
  type GoldState,
  echoWindow_ms,
  goldFromAnswer,
  goldFromSnapshot,
  goldFromStream,
  goldSettled,
  noGold,
} from "./gold";

/** `live`: the socket is up. `polling`: it is down and the dashboard is asked. `offline`: the browser has no network. */
export type Connection = "idle" | "connecting" | "live" | "polling" | "offline";

type Hold = { shown: number };

export type LiveState = {
  connection: Connection;
  profile: Partial<User> | null;
  gold: GoldState;
  unread: number;
  /** The newest notification that came while the tab was open. */
  notice: MessageData["notification"] | null;
  /** How many payments have not come to an end. */
  pending: number;
  /** The newest move of a purchase that came while the tab was open. */
  purchase: MessageData["purchase_update"] | null;
  /** How often each type of message was heard; `everything` when a whole new state came. Queries follow these. */
  heard: Readonly<Record<string, number>>;
  /** When the last polled dashboard was made. */
  polledAt: string | null;
  /** Highest sequence number applied; null before the first state. */
  seq: number | null;
  /** While any key holds, the gold figure stays as it was shown when the first one began. */
  holds: Readonly<Record<string, Hold>>;
};

const initial: LiveState = {
  connection: "idle",
  profile: null,
  gold: noGold,
  unread: 0,
  notice: null,
  pending: 0,
  purchase: null,
  heard: {},
  polledAt: null,
  seq: null,
  holds: {},
};

/** Counts beside the message when a mission or an event is done and its reward waits. */
export const goalCompleted = "goal_completed";

/** Counts as a message of every type. */
export const everything = "everything";

export const useLive = create<LiveState>()(() => initial);

/** Types that tell of settled rounds and changed limits. */
export const activity = ["stats_update", "responsible_update"] as const;

/** Rises with every settled round anywhere, every changed limit, and every whole new state. */
export function activityOf({ heard }: LiveState): number {
  return [everything, ...activity].reduce((sum, type) => sum + (heard[type] ?? 0), 0);
}

function counted({ heard }: LiveState, type: string): LiveState["heard"] {
  return { ...heard, [type]: (heard[type] ?? 0) + 1 };
}

type Handler<Data> = (state: LiveState, data: Data, now_ms: number) => Partial<LiveState>;
type Handlers = { [Type in keyof MessageData]?: Handler<MessageData[Type]> };

const handlers: Handlers = {
  initial_state: (state, { profile, unread, purchase }) => ({
    profile,
    unread,
    pending: purchase?.pending_count ?? 0,
    heard: counted(state, everything),
    gold: typeof profile.gold_balance === "number" ? goldFromSnapshot(profile.gold_balance) : state.gold,
  }),
  profile_update: (state, { changes }, now_ms) => ({
    profile: { ...state.profile, ...changes },
    gold:
      typeof changes.gold_balance === "number" ? goldFromStream(state.gold, changes.gold_balance, now_ms) : state.gold,
  }),
  notification: (state, notice) => ({ unread: state.unread + 1, notice }),
  notifications_read: (_state, { unread }) => ({ unread }),
  purchase_update: (_state, purchase) => ({ purchase, pending: purchase.pending_count }),
};

function isDone({ type, data }: Envelope): boolean {
  if (type !== "mission_progress" && type !== "event_progress") return false;
  const { completed, claimed } = data as { completed?: unknown; claimed?: unknown };
  return completed === true && claimed !== true;
}

/** Applies one message. The socket has already dropped stale and out-of-order ones. */
export function applyMessage(message: Envelope, now_ms = Date.now()): void {
  const handler = (handlers as Record<string, Handler<unknown> | undefined>)[message.type];
  useLive.setState((state) => ({
    heard: isDone(message) ? counted({ ...state, heard: counted(state, message.type) }, goalCompleted) : counted(state, message.type),
    ...(handler ? handler(state, message.data, now_ms) : {}),
    ...(message.seq === null ? {} : { seq: message.seq }),
  }));
}

/** Lets an answer of a money call update the one gold value at once; it never goes back in time. */
export function applyBalance(balance: number): void {
  useLive.setState((state) => ({ gold: goldFromAnswer(state.gold, balance, Date.now()) }));
  setTimeout(() => {
    useLive.setState((state) => ({ gold: goldSettled(state.gold, Date.now()) }));
  }, echoWindow_ms + 50);
}

/** Takes a polled dashboard, unless an answer overtook it while it was on its way (`asked` is the gold state then). */
export function applyDashboard(dashboard: Dashboard, asked: GoldState): void {
  useLive.setState((state) => ({
    profile: dashboard.profile,
    unread: dashboard.unread,
    pending: dashboard.purchase.pending_count,
    heard: dashboard.generated_at === state.polledAt ? state.heard : counted(state, everything),
    polledAt: dashboard.generated_at,
    gold: state.gold === asked ? goldFromSnapshot(dashboard.profile.gold_balance) : state.gold,
  }));
}

/** Takes the unread count of an answer. */
export function applyUnread(unread: number): void {
  useLive.setState({ unread });
}

export function setConnection(connection: Connection): void {
  useLive.setState({ connection });
}

export function resetLive(): void {
  useLive.setState(initial, true);
}

function shownGold(state: LiveState): number | null {
  const [hold] = Object.values(state.holds);
  return hold ? hold.shown : state.gold.balance;
}

/** Keeps a result secret until its reveal: between `hold` and `release` the figure shows the balance less the stake. */
export const live = {
  /** `stake` (gold) is taken off the shown figure at once. Holding a held key again adds its stake. */
  hold(key: string, stake = 0): void {
    useLive.setState((state) => {
      const shown = shownGold(state);
      if (shown === null) return {};
      const others = Object.fromEntries(Object.keys(state.holds).map((held) => [held, { shown: shown - stake }]));
      return { holds: { ...others, [key]: { shown: shown - stake } } };
    });
  },
  release(key: string): void {
    useLive.setState((state) => {
      const holds = { ...state.holds };
      delete holds[key];
      return { holds };
    });
  },
};

/** The gold a player sees; the only reader of it. Null before the first state. */
export function useGold(): number | null {
  return useLive(shownGold);
}

/** The gems a player sees; the only reader of them. */
export function useGem(): number | null {
  return useLive((state) => state.profile?.gem_balance ?? null);
}
