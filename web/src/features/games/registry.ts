import type { ComponentType } from "react";
import type { Draw } from "@/features/fairness/lib/draw";
import type { TableGame } from "./catalogue";

/** A stored outcome, as the API answers it. */
export type Outcome = Record<string, unknown>;

/**
 * Works an outcome out again: `params` are the round's own, `table` is the very configuration that played. Answers the outcome's
 * fields by the API's names, `win_amount` among them.
 */
export type Redo = (params: Record<string, unknown>, draw: Draw, table: Record<string, unknown>) => Promise<Outcome>;

type Parts = {
  redo: () => Promise<{ redo: Redo }>;
  replay: () => Promise<{ Replay: ComponentType<{ outcome: Outcome }> }>;
};

/** What each game brings for history and proof; fetched when a round of it is opened. */
export const gameParts: Partial<Record<TableGame, Parts>> = {
};
