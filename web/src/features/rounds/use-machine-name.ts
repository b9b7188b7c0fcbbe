"use client";

import { useCallback } from "react";
import { useT } from "@/shared/i18n/use-t";

/** What was played, in the reader's language: a machine by its own name, any other table by its game's. */
export function useMachineName(): (variant: string | null | undefined, game?: string) => string {
  const t = useT("common");
  return useCallback(
    (variant, game = "slot") => {
      if (game !== "slot") return t.has(`game.${game}`) ? t(`game.${game}`) : game;
      if (!variant) return "";
      const key = `machine.${variant}`;
      return t.has(key) ? t(key) : variant;
    },
    [t],
  );
}
