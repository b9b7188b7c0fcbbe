"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { endSession } from "@/shared/auth/session";
import { responsibleKeys } from "./keys";

export type CoolOffHours = 24 | 168 | 720;

/** Bets rest for a while; the club stays open to look at. */
export function useCoolOff() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (hours: CoolOffHours) => unwrap(api.POST("/api/responsible-play/cool-off", { body: { hours } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["responsible"] }),
  });
}

/** Leaves on every device at once; nobody can undo it. `onGone` runs while the page still knows the member. */
export function useSelfExclude(onGone: (until: string) => void) {
  return useMutation({
    mutationFn: (days: number) => unwrap(api.POST("/api/responsible-play/self-exclude", { body: { days } })),
    onSuccess: ({ until }) => {
      onGone(until);
      endSession();
    },
  });
}

/** Declares to be an adult; the birth date only when the sign-up gave none. */
export function useVerifyAge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (birth_date: string | null) => unwrap(api.POST("/api/users/me/age-verification", { body: { birth_date } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: responsibleKeys.session }),
  });
}
