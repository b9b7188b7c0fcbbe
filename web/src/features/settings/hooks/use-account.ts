"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { downloadFile } from "@/shared/api/download";
import { endSession, updateUser } from "@/shared/auth/session";
import type { Locale } from "@/shared/i18n/locales";

const sessionsKey = ["auth", "sessions"];

export function useUpdateMe() {
  return useMutation({
    mutationFn: (body: { nickname?: string; locale?: Locale; avatar?: string }) => unwrap(api.PATCH("/api/users/me", { body })),
    onSuccess: updateUser,
  });
}

export function useSessions() {
  return useQuery({ queryKey: sessionsKey, queryFn: () => unwrap(api.GET("/api/auth/sessions")) });
}

/** Ends one session of another device. */
export function useRevokeSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (session_id: string) =>
      unwrap(api.DELETE("/api/auth/sessions/{session_id}", { params: { path: { session_id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: sessionsKey }),
  });
}

export function useExportData() {
  return useMutation({ mutationFn: () => downloadFile("/api/users/me/export", "casino-club-my-data.json") });
}

/** Anonymises the account for good; the password is asked again by the server. */
export function useDeleteAccount() {
  return useMutation({
    mutationFn: (password: string) => unwrap(api.DELETE("/api/users/me", { body: { password } })),
    onSuccess: endSession,
  });
}
