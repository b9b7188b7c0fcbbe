"use client";

import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "@/shared/api/client";
import { beginSession, endSession, updateUser } from "@/shared/auth/session";
import type { Locale } from "@/shared/i18n/locales";

export type SignUpFields = {
  site_id: string;
  nickname: string;
  password: string;
  invite_code: string;
  phone_number?: string;
  email?: string;
};

export function useLogin() {
  return useMutation({
    mutationFn: (body: { site_id: string; password: string }) => unwrap(api.POST("/api/auth/login", { body })),
    onSuccess: beginSession,
  });
}

export function useSignUp(locale: Locale) {
  return useMutation({
    mutationFn: (fields: SignUpFields) => unwrap(api.POST("/api/auth/signup", { body: { ...fields, locale } })),
    onSuccess: beginSession,
  });
}

export function useCheckInvite() {
  return useMutation({
    mutationFn: (code: string) => unwrap(api.GET("/api/auth/check-invite/{code}", { params: { path: { code } } })),
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { current_password: string; new_password: string }) =>
      unwrap(api.POST("/api/users/me/password", { body })),
    onSuccess: () => updateUser({ must_change_password: false }),
  });
}

/** Leaves this device, or every device; this browser forgets the member even when the server cannot be told. */
export function useLogout() {
  return useMutation({
    mutationFn: async (scope: "here" | "everywhere") => {
      if (scope === "everywhere") await unwrap(api.POST("/api/auth/logout-all"));
      else await unwrap(api.POST("/api/auth/logout")).catch(() => undefined);
    },
    onSuccess: endSession,
  });
}
