/** The hash a round stores of the table it was played on: SHA-256 of the table's canonical JSON (sorted keys, no spaces). */
import type { Machine } from "@/features/slot/machines/machine";
import { toHex } from "./hex";

const lawKeys = ["id", "name", "tagline", "rows", "pays_on", "lines", "symbols", "strips", "free_spins", "stakes"] as const;

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** SHA-256, hex, of a table's data. */
export async function bodyHashOf(body: unknown): Promise<string> {
  const canonical = new TextEncoder().encode(JSON.stringify(sorted(body)));
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", canonical)));
}

/** The same for a machine as the API shows it, which carries more than its law. */
export async function tableHashOf(machine: Pick<Machine, (typeof lawKeys)[number]>): Promise<string> {
  return bodyHashOf(Object.fromEntries(lawKeys.map((key) => [key, machine[key]])));
}
