/** Kinds of postings a player can meet, in the order of the filter. */
export const postingKinds = [
  "welcome",
  "game_stake",
  "game_win",
  "game_refund",
  "reward",
  "purchase_grant",
  "shop_spend",
  "shop_refund",
  "gift",
  "partner_credit",
  "compensation",
] as const;
export const currencies = ["gold", "gem"] as const;

/** The filters of the wallet's history, as they stand in the page's address. `from` and `to` are local days, both inclusive. */
export type WalletFilter = {
  kind: (typeof postingKinds)[number] | null;
  currency: (typeof currencies)[number] | null;
  from: string | null;
  to: string | null;
};

/** The option that `value` names, or null. */
export function oneOf<T extends string>(options: readonly T[], value: string | null): T | null {
  return options.find((option) => option === value) ?? null;
}

function dayOf(value: string | null): string | null {
  return value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;
}

/** Reads an address; what it does not know is as if it were not there. */
export function filterOf(params: URLSearchParams): WalletFilter {
  return {
    kind: oneOf(postingKinds, params.get("kind")),
    currency: oneOf(currencies, params.get("currency")),
    from: dayOf(params.get("from")),
    to: dayOf(params.get("to")),
  };
}

/** The address of a filter, without what is not set. */
export function filterSearch(filter: WalletFilter): string {
  const set = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== null);
  return new URLSearchParams(set).toString();
}

function startOfDay(dayText: string, plusDays: number): string {
  const [year = 0, month = 1, date = 1] = dayText.split("-").map(Number);
  return new Date(year, month - 1, date + plusDays).toISOString();
}

/** The API's query: `from` inclusive, `to` exclusive, both UTC instants. */
export function filterQuery({ kind, currency, from, to }: WalletFilter) {
  return {
    ...(kind ? { kind } : {}),
    ...(currency ? { currency } : {}),
    ...(from ? { from: startOfDay(from, 0) } : {}),
    ...(to ? { to: startOfDay(to, 1) } : {}),
  };
}
