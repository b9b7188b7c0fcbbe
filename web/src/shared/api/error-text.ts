"use client";

import { useCallback } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { ApiError } from "./errors";

/** The finer word some refusals carry, as `password_refused` does (`too_common`). */
function reasonOf({ details }: ApiError): string {
  const reason = typeof details === "object" && details !== null && "reason" in details ? details.reason : null;
  return typeof reason === "string" ? reason : "other";
}

/** When a refusal ends, as `account_excluded` says. */
function untilOf({ details }: ApiError): string | null {
  const until = typeof details === "object" && details !== null && "until" in details ? details.until : null;
  return typeof until === "string" ? until : null;
}

/** Turns any failure into a sentence that says what happened and what to do, by code, else by kind. */
export function useErrorText(): (error: unknown) => string {
  const t = useT("errors");
  const format = useFormat();
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiError)) return t("kind.unknown");
      const until = untilOf(error);
      const values = {
        reason: reasonOf(error),
        minutes: Math.max(1, Math.ceil((error.retryAfterS ?? 60) / 60)),
        until: until ? format.full(until) : "",
      };
      const code = `code.${error.code}`;
      return t.has(code) ? t(code, values) : t(`kind.${error.kind}`, values);
    },
    [t, format],
  );
}
