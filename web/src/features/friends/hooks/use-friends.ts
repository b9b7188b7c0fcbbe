"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, unwrap } from "@/shared/api/client";
import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import type { Answer } from "@/shared/api/types";
import { toast } from "@/shared/ui/toast";

export type FriendBook = Answer<"/api/friends", "get">;
export type Friend = FriendBook["friends"][number];
export type Asked = FriendBook["requests_in"][number];
export type Player = Asked["player"];
export type Found = Answer<"/api/friends/search", "get">["items"][number];
export type RequestsFrom = FriendBook["settings"]["requests_from"];

const REFRESH_MS = 60_000;

export const friendKeys = {
  all: ["friends"] as const,
  book: ["friends", "book"] as const,
  found: (nickname: string) => ["friends", "search", nickname] as const,
};

/** Own friends, requests and blocks: asked again when the socket tells of one, and now and then for who is here. */
export function useFriends() {
  return useQuery({
    queryKey: friendKeys.book,
    queryFn: () => unwrap(api.GET("/api/friends")),
    meta: { follows: ["friend_update"] },
    refetchInterval: REFRESH_MS,
  });
}

/** The one player of this nickname, or none. Asked only for a whole name. */
export function useFoundPlayer(nickname: string) {
  return useQuery({
    queryKey: friendKeys.found(nickname),
    queryFn: () => unwrap(api.GET("/api/friends/search", { params: { query: { nickname } } })),
    select: ({ items }) => items[0] ?? null,
    enabled: nickname !== "",
    meta: { follows: ["friend_update"] },
  });
}

/** The club's own sentence for a refusal between players; everything else as everywhere. */
export function useFriendErrorText(): (error: unknown) => string {
  const text = useErrorText();
  return useCallback(
    (error: unknown) => {
      const spoken = error instanceof ApiError && error.status >= 400 && error.status < 500 && error.code !== "rate_limited";
      return spoken && error.message !== "" ? error.message : text(error);
    },
    [text],
  );
}

export type Deed =
  | { kind: "ask"; userId: number }
  | { kind: "accept" | "decline" | "cancel"; requestId: string }
  | { kind: "remove" | "block" | "unblock"; userId: number }
  | { kind: "settings"; requestsFrom: RequestsFrom };

async function carryOut(deed: Deed): Promise<unknown> {
  switch (deed.kind) {
    case "ask":
      return unwrap(api.POST("/api/friends/requests", { body: { user_id: deed.userId } }));
    case "accept":
      return unwrap(api.POST("/api/friends/requests/{request_id}/accept", { params: { path: { request_id: deed.requestId } } }));
    case "decline":
      return unwrap(api.POST("/api/friends/requests/{request_id}/decline", { params: { path: { request_id: deed.requestId } } }));
    case "cancel":
      return unwrap(api.DELETE("/api/friends/requests/{request_id}", { params: { path: { request_id: deed.requestId } } }));
    case "remove":
      return unwrap(api.DELETE("/api/friends/{user_id}", { params: { path: { user_id: deed.userId } } }));
    case "block":
      return unwrap(api.POST("/api/friends/block", { body: { user_id: deed.userId } }));
    case "unblock":
      return unwrap(api.DELETE("/api/friends/block/{user_id}", { params: { path: { user_id: deed.userId } } }));
    case "settings":
      return unwrap(api.PUT("/api/friends/settings", { body: { requests_from: deed.requestsFrom } }));
  }
}

/** Everything one does among players; lists are asked again after each, also after a refusal. */
export function useDeed() {
  const cache = useQueryClient();
  const text = useFriendErrorText();
  return useMutation({
    mutationFn: carryOut,
    onError: (error) => toast.error(text(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: friendKeys.all }),
  });
}
