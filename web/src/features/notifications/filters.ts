import type { Answer } from "@/shared/api/types";

export type NotificationPage = Answer<"/api/notifications", "get">;
export type Entry = NotificationPage["items"][number];
export type Kind = Entry["kind"];
export type Preferences = Answer<"/api/notifications/preferences", "get">;
export type Channel = keyof Preferences["channels"];

export const kinds = ["security", "rewards", "social", "club", "marketing"] as const satisfies readonly Kind[];
export const channels = ["in_app", "email", "push"] as const satisfies readonly Channel[];

export type CentreFilter = { unread: boolean; kind: Kind | null };

export function isKind(value: string | null): value is Kind {
  return kinds.some((kind) => kind === value);
}

/** The filter an address names; what it does not know is left out. */
export function filterOf(params: URLSearchParams): CentreFilter {
  const kind = params.get("kind");
  return { unread: params.get("unread") === "1", kind: isKind(kind) ? kind : null };
}

export function filterSearch({ unread, kind }: CentreFilter): string {
  return new URLSearchParams({ ...(unread ? { unread: "1" } : {}), ...(kind ? { kind } : {}) }).toString();
}
