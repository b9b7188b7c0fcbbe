"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useCrash } from "../play/crash-store";

/** Tells a screen reader the few moments that matter; the running number stays silent. */
export function PhaseAnnouncer() {
  const t = useT("crash");
  const format = useFormat();
  const phase = useCrash(({ state }) => state?.table.phase ?? null);
  const crash = useCrash(({ state }) => state?.table.crash_multiplier ?? null);
  const isVoid = useCrash(({ state }) => state?.table.void ?? false);
  const text =
    phase === "betting"
      ? t("announce.betting")
      : phase === "running"
        ? t("announce.running")
        : phase === "settling"
          ? isVoid
            ? t("voided")
            : crash === null
              ? t("stopped")
              : t("announce.settling", { multiplier: format.decimal(crash, 2) })
          : "";
  return (
    <p className="sr-only" aria-live="polite">
      {text}
    </p>
  );
}
