"use client";

import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { applyUnread } from "@/shared/live/store";
import type { CentreFilter, NotificationPage, Preferences } from "../filters";

const pageSize = 30;
const centreKey = ["notifications", "centre"];
const preferencesKey = ["notifications", "preferences"];

type Pages = InfiniteData<NotificationPage, string | null>;

/** The own centre, newest first, page by page. */
export function useNotifications({ unread, kind }: CentreFilter) {
  return useInfiniteQuery({
    queryKey: [...centreKey, { unread, kind }],
    queryFn: async ({ pageParam }) => {
      const query = { limit: pageSize, ...(unread ? { unread } : {}), ...(kind ? { kind } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      const page = await unwrap(api.GET("/api/notifications", { params: { query } }));
      applyUnread(page.unread);
      return page;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    meta: { follows: ["notification", "notifications_read"] },
  });
}

/** Marks entries read where they are shown; an unread-only list keeps them until it is asked again. */
function withRead(pages: Pages | undefined, isRead: (id: string) => boolean): Pages | undefined {
  const now = new Date().toISOString();
  return pages && {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      items: page.items.map((entry) => (entry.read_at === null && isRead(entry.id) ? { ...entry, read_at: now } : entry)),
    })),
  };
}

export function useRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (notification_id: string) =>
      unwrap(api.POST("/api/notifications/{notification_id}/read", { params: { path: { notification_id } } })),
    onMutate: (id) => {
      queries.setQueriesData<Pages>({ queryKey: centreKey }, (pages) => withRead(pages, (one) => one === id));
    },
    onSuccess: ({ unread }) => applyUnread(unread),
    onError: () => void queries.invalidateQueries({ queryKey: centreKey }),
  });
}

export function useReadAll() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/notifications/read-all")),
    onSuccess: ({ unread }) => {
      applyUnread(unread);
      queries.setQueriesData<Pages>({ queryKey: centreKey }, (pages) => withRead(pages, () => true));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: centreKey }),
  });
}

export function usePreferences() {
  return useQuery({ queryKey: preferencesKey, queryFn: () => unwrap(api.GET("/api/notifications/preferences")) });
}

type Change = {
  channels?: Partial<Preferences["channels"]>;
  marketing?: boolean;
  kinds?: Partial<{ [Kind in keyof Preferences["kinds"]]: Partial<Preferences["channels"]> }>;
  quiet_hours?: Preferences["quiet_hours"];
  time_zone?: string;
};

function changed(before: Preferences, change: Change): Preferences {
  const kinds = { ...before.kinds };
  for (const [kind, row] of Object.entries(change.kinds ?? {}) as [keyof Preferences["kinds"], Partial<Preferences["channels"]>][]) {
    kinds[kind] = { ...kinds[kind], ...row };
  }
  return { ...before, ...change, channels: { ...before.channels, ...change.channels }, kinds };
}

/** A switch moves at once and moves back when the server refuses. */
export function useChangePreferences() {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: preferencesKey,
    mutationFn: (body: Change) => unwrap(api.PUT("/api/notifications/preferences", { body })),
    scope: { id: "notification-preferences" },
    onMutate: async (change) => {
      await queries.cancelQueries({ queryKey: preferencesKey });
      const before = queries.getQueryData<Preferences>(preferencesKey);
      if (before) queries.setQueryData(preferencesKey, changed(before, change));
      return { before };
    },
    onError: (_error, _change, context) => queries.setQueryData(preferencesKey, context?.before),
    onSuccess: (kept) => {
      // A later press waits behind this one, and its switch stands already.
      if (queries.isMutating({ mutationKey: preferencesKey }) === 1) queries.setQueryData(preferencesKey, kept);
    },
  });
}
