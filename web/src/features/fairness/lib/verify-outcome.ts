/** Redoes a round of any game with the game's own `redo` and compares every fact with what the club recorded. */
import type { Outcome, Redo } from "@/features/games/registry";
import { Draw, type DrawInputs, commitmentOf } from "./draw";
import { bodyHashOf } from "./table-hash";

export type FactCheck = { name: string; computed: string; recorded: string; agrees: boolean };
export type OutcomeVerification = { checks: FactCheck[]; outcome: Outcome; agrees: boolean };

export type RecordedRound = {
  server_seed_hash: string;
  config_hash: string;
  params: Record<string, unknown>;
  outcome: Outcome;
};

function check(name: string, computed: string, recorded: string): FactCheck {
  return { name, computed, recorded, agrees: computed === recorded };
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

/** Facts the record has no counterpart of are left out: a bet cashed out early was stored before its round ended. */
export async function verifyOutcome(inputs: DrawInputs, table: Record<string, unknown>, redo: Redo, recorded: RecordedRound): Promise<OutcomeVerification> {
  const outcome = await redo(recorded.params, await Draw.open(inputs), table);
  const checks = [
    check("commitment", await commitmentOf(inputs.server_seed), recorded.server_seed_hash),
    check("table", await bodyHashOf(table), recorded.config_hash),
    ...Object.entries(outcome)
      .filter(([name]) => name in recorded.outcome)
      .map(([name, value]) => check(name, textOf(value), textOf(recorded.outcome[name]))),
  ];
  return { checks, outcome, agrees: checks.every(({ agrees }) => agrees) };
}
