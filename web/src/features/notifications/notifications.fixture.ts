import { vi } from "vitest";
import type { Entry, Preferences } from "./filters";

export const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  template: "friends.requested",
  kind: "social",
  priority: "normal",
  title: `알림 ${id}`,
  body: "지민님이 친구가 되고 싶어 해요.",
  link: "/friends",
  created_at: "2026-11-21T12:00:00.000Z",
  read_at: null,
  ...more,
});

const on = { in_app: true, email: true, push: true };
const preferences: Preferences = {
  channels: on,
  marketing: false,
  kinds: { security: on, rewards: on, social: on, club: on, marketing: on },
  quiet_hours: null,
  time_zone: "Asia/Seoul",
};

/** A server with one player's centre and preferences; `sent` is what it was asked. */
export const server = { entries: [] as Entry[], kept: preferences, refuse: false };
export const sent: { method: string; path: string; body: unknown }[] = [];

export function resetServer(): void {
  sent.length = 0;
  Object.assign(server, { entries: [], kept: preferences, refuse: false });
  vi.stubGlobal("fetch", answer);
}

export function reply(value: unknown, status = 200): Response {
  return new Response(value === null ? null : JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });
}

const refusal = { detail: "no", error: { code: "forbidden", message: "안 돼요", details: null, request_id: "" } };

export async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const body: unknown = await request.json().catch(() => null);
  sent.push({ method: request.method, path: url.pathname + url.search, body });
  if (server.refuse && request.method !== "GET") return reply(refusal, 403);
  if (url.pathname.endsWith("/preferences")) {
    if (request.method === "PUT") change(body as Partial<Preferences>);
    return reply(server.kept);
  }
  const isRead = url.pathname.endsWith("/read-all") ? () => true : ({ id }: Entry) => url.pathname.endsWith(`/${id}/read`);
  server.entries = server.entries.map((one) => (isRead(one) ? { ...one, read_at: "2026-11-21T13:00:00.000Z" } : one));
  const unread = server.entries.filter((one) => one.read_at === null).length;
  return reply(request.method === "POST" ? { unread } : { items: server.entries, next_cursor: null, unread });
}

function change({ kinds, channels, ...rest }: Partial<Preferences>): void {
  const { kept } = server;
  const merged = Object.entries(kept.kinds).map(([kind, row]) => [kind, { ...row, ...kinds?.[kind as keyof typeof kinds] }]);
  server.kept = { ...kept, ...rest, channels: { ...kept.channels, ...channels }, kinds: Object.fromEntries(merged) as Preferences["kinds"] };
}
