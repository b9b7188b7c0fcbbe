"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, authorizedFetch, unwrap } from "@/shared/api/client";
import { toApiError } from "@/shared/api/errors";
import { useLocale } from "@/shared/i18n/use-t";

const linkKey = (roundId: string) => ["share", "link", roundId] as const;

/** The picture of an own win, drawn by the club in the reader's language. */
export function useCard(roundId: string) {
  const locale = useLocale();
  return useQuery({
    queryKey: ["share", "card", roundId, locale],
    queryFn: async () => {
      const path = `/api/share/rounds/${roundId}.png?locale=${locale}`;
      const response = await authorizedFetch(new Request(new URL(path, window.location.origin)));
      if (!response.ok) throw toApiError(response, await response.json().catch(() => null));
      return new File([await response.blob()], `casino-club-${roundId.slice(-12)}.png`, { type: "image/png" });
    },
    staleTime: Infinity,
  });
}

/** The public link of an own win: null while there is none. */
export function useLink(roundId: string) {
  return useQuery({
    queryKey: linkKey(roundId),
    queryFn: () => unwrap(api.GET("/api/share/rounds/{round_id}", { params: { path: { round_id: roundId } } })),
  });
}

/** Makes the link, or takes it back. */
export function useLinkChange(roundId: string) {
  const cache = useQueryClient();
  const locale = useLocale();
  const params = { path: { round_id: roundId } };
  return useMutation({
    mutationFn: async (wanted: boolean) => {
      if (wanted) return unwrap(api.POST("/api/share/rounds/{round_id}", { params, body: { locale } }));
      await unwrap(api.DELETE("/api/share/rounds/{round_id}", { params }));
      return null;
    },
    onSuccess: (link) => cache.setQueryData(linkKey(roundId), link),
  });
}
