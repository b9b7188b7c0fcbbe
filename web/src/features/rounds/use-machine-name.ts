"use client";

import { useCallback } from "react";
import { useT } from "@/shared/i18n/use-t";

/** A machine's name in the reader's language; its id when this build does not know it. */
export function useMachineName(): (variant: string | null | undefined) => string {
  const t = useT("common");
  return useCallback(
    (variant) => {
      if (!variant) return "";
      const key = `machine.${variant}`;
      return t.has(key) ? t(key) : variant;
    },
    [t],
  );
}
