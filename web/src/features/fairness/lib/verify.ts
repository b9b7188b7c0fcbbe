/** Redoes a slot round from its inputs and compares every step with what the club recorded. */
import type { Machine } from "@/features/slot/machines/machine";
import { lawOf } from "@/features/slot/rules/evaluate";
import { type PlayedRound, playRound } from "@/features/slot/rules/play";
import { Draw, type DrawInputs, commitmentOf } from "./draw";
import { tableHashOf } from "./table-hash";

/** What the club recorded; a missing part is computed but has nothing to be compared with. */
export type Recorded = { server_seed_hash?: string; config_hash?: string; stops?: readonly number[] | null; win_amount?: number };

export type CheckName = "commitment" | "table" | "stops" | "payout";
/** `agrees` is null when nothing was recorded to compare with. */
export type Check = { name: CheckName; computed: string; recorded: string | null; agrees: boolean | null };
export type Verification = { checks: Check[]; round: PlayedRound; agrees: boolean };

function check(name: CheckName, computed: string, recorded: string | undefined): Check {
  return { name, computed, recorded: recorded ?? null, agrees: recorded === undefined ? null : computed === recorded };
}

/** Throws `RangeError` when the server seed is not hexadecimal. */
export async function verifyRound(inputs: DrawInputs, machine: Machine, stake: number, recorded: Recorded): Promise<Verification> {
  const commitment = await commitmentOf(inputs.server_seed);
  const table = await tableHashOf(machine);
  const round = await playRound(lawOf(machine), stake, await Draw.open(inputs));
  const checks = [
    check("commitment", commitment, recorded.server_seed_hash?.toLowerCase()),
    check("table", table, recorded.config_hash?.toLowerCase()),
    check("stops", round.base.stops.join(", "), recorded.stops?.join(", ")),
    check("payout", `${round.payout}`, recorded.win_amount === undefined ? undefined : `${recorded.win_amount}`),
  ];
  return { checks, round, agrees: checks.every(({ agrees }) => agrees !== false) };
}
