import type { ComponentType } from "react";
import type { Draw } from "@/features/fairness/lib/draw";
import type { GameCode } from "./catalogue";

/** A stored outcome, as the API answers it. */
export type Outcome = Record<string, unknown>;

/**
 * Works an outcome out again: `params` are the round's own, `table` is the very configuration that played. Answers the outcome's
 * fields by the API's names, `win_amount` among them.
 */
export type Redo = (params: Record<string, unknown>, draw: Draw, table: Record<string, unknown>) => Promise<Outcome>;

type Parts = {
  redo: () => Promise<{ redo: Redo }>;
  /** `variant` names the table that played, for games whose pictures differ by table. */
  replay: () => Promise<{ Replay: ComponentType<{ outcome: Outcome; variant: string }> }>;
};

/** What each game brings for history and proof; fetched when a round of it is opened. */
export const gameParts: Record<GameCode, Parts> = {
  slot: {
    redo: () => import("@/features/slot/redo"),
    replay: () => import("@/features/slot/components/replay"),
  },
  crash: {
    redo: () => import("@/features/crash/redo"),
    replay: () => import("@/features/crash/components/replay"),
  },
  blackjack: {
    redo: () => import("@/features/blackjack/redo"),
    replay: () => import("@/features/blackjack/components/replay"),
  },
  gacha: {
    redo: () => import("@/features/gacha/redo"),
    replay: () => import("@/features/gacha/components/replay"),
  },
  videopoker: {
    redo: () => import("@/features/videopoker/redo"),
    replay: () => import("@/features/videopoker/components/replay"),
  },
  roulette: {
    redo: () => import("@/features/roulette/redo"),
    replay: () => import("@/features/roulette/components/replay"),
  },
  rps: {
    redo: () => import("@/features/rps/redo"),
    replay: () => import("@/features/rps/components/replay"),
  },
};
