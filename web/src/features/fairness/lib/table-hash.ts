/** The hash a round stores of the table it was played on: SHA-256 of the table's canonical JSON (sorted keys, no spaces). */
import { toHex } from "./hex";

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
