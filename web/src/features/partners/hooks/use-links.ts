"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";

const linksKey = ["partners", "links"];

/** The partners this player is linked to. */
export function useLinks() {
  return useQuery({ queryKey: linksKey, queryFn: () => unwrap(api.GET("/api/partners/links")) });
}

/** Whom a code would link to whom; nothing is agreed to yet. */
export function useLinkOffer() {
  return useMutation({ mutationFn: (code: string) => unwrap(api.POST("/api/partners/link/preview", { body: { code } })) });
}

export function useAgree() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => unwrap(api.POST("/api/partners/link", { body: { code } })),
    onSettled: () => queries.invalidateQueries({ queryKey: linksKey }),
  });
}

export function useUnlink() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (partner: string) => unwrap(api.DELETE("/api/partners/links/{partner}", { params: { path: { partner } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: linksKey }),
  });
}
