import type { Draw } from "@/features/fairness/lib/draw";
import * as z from "zod/mini";
import type { Machine } from "./machines/machine";
import { lawOf } from "./rules/evaluate";
import { type PlayedFreeSpin, playRound } from "./rules/play";

const paramsSchema = z.object({ bet_amount: z.number() });

/** A round again from its parameters, its draw and the machine that played; the fields have the API's names. */
export async function redo(params: Record<string, unknown>, draw: Draw, table: Record<string, unknown>): Promise<Record<string, unknown>> {
  const machine = table as unknown as Machine;
  const { bet_amount } = paramsSchema.parse(params);
  const { base, awarded, freeSpins, payout } = await playRound(lawOf(machine), bet_amount, draw);
  const feature =
    freeSpins.length === 0
      ? null
      : {
          kind: "free_spins",
          awarded,
          multiplier: machine.free_spins?.multiplier,
          total_win: payout - base.amount,
          spins: freeSpins.map(freeSpinOf),
        };
  return { win_amount: payout, stops: base.stops, window: base.window, wins: base.wins, feature };
}

function freeSpinOf({ window, wins, amount, retriggered }: PlayedFreeSpin) {
  return { window, wins, win_amount: amount, retriggered };
}
