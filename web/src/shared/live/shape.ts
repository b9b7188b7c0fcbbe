/** Checks the flat messages of busy topics on pages that count their bytes. */

type Kinds = { string: string; number: number; boolean: boolean; "string?": string | null; "number?": number | null };
type Kind = keyof Kinds;
export type Shape = Readonly<Record<string, Kind | readonly string[]>>;
export type Shaped<S extends Shape> = { -readonly [Name in keyof S]: S[Name] extends Kind ? Kinds[S[Name]] : S[Name] extends readonly (infer Word)[] ? Word : never };

function fits(value: unknown, kind: Kind | readonly string[]): boolean {
  if (typeof kind !== "string") return typeof value === "string" && kind.includes(value);
  return kind.endsWith("?") ? value === null || typeof value === kind.slice(0, -1) : typeof value === kind;
}

/** The named fields of a message, others left out; null when one is missing or of another kind. A list of words allows those words. */
export function shaped<const S extends Shape>(shape: S, data: unknown): Shaped<S> | null {
  if (typeof data !== "object" || data === null) return null;
  const fields = data as Record<string, unknown>;
  const names = Object.keys(shape);
  if (!names.every((name) => fits(fields[name], shape[name] ?? []))) return null;
  return Object.fromEntries(names.map((name) => [name, fields[name]])) as Shaped<S>;
}
