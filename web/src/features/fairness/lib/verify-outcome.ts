/** Redoes a round of any game with the game's own `redo` and compares every fact with what the club recorded. */
import type { Outcome, Redo } from "@/features/games/registry";
import { Draw, type DrawInputs, commitmentOf } from "./draw";
import { bodyHashOf } from "./table-hash";

/** `agrees` is null when nothing was recorded to compare with. */
export type FactCheck = { name: string; computed: string; recorded: string | null; agrees: boolean | null };
export type OutcomeVerification = { checks: FactCheck[]; outcome: Outcome; agrees: boolean };

/** What a round depends on besides its seeds: the game's law, its table, the round's own parameters. */
export type Played = { redo: Redo; table: Record<string, unknown>; params: Record<string, unknown> };
/** What the club recorded; a missing part is computed but has nothing to be compared with. */
export type Recorded = { server_seed_hash?: string; config_hash?: string; outcome?: Outcome };

function check(name: string, computed: string, recorded: string | undefined): FactCheck {
  return { name, computed, recorded: recorded ?? null, agrees: recorded === undefined ? null : computed === recorded };
}

/** One text for one value, whatever the order of its keys. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${key}: ${textOf(inner)}`).join(", ")}}`;
  }
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/**
 * Facts that a recorded outcome has no counterpart of are left out: a bet cashed out early was stored before its round ended.
 * Throws `RangeError` when the server seed is not hexadecimal.
 */
export async function verifyOutcome(inputs: DrawInputs, { redo, table, params }: Played, recorded: Recorded): Promise<OutcomeVerification> {
  const outcome = await redo(params, await Draw.open(inputs), table);
  const stored = recorded.outcome;
  const checks = [
    check("commitment", await commitmentOf(inputs.server_seed), recorded.server_seed_hash?.toLowerCase()),
    check("table", await bodyHashOf(table), recorded.config_hash?.toLowerCase()),
    ...Object.entries(outcome)
      .filter(([name]) => stored === undefined || name in stored)
      .map(([name, value]) => check(name, textOf(value), stored && textOf(stored[name]))),
  ];
  return { checks, outcome, agrees: checks.every(({ agrees }) => agrees !== false) };
}
