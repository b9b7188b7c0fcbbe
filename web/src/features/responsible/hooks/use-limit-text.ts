"use client";

import { useCallback } from "react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { LimitKind } from "../api/limits";
import { unitOf } from "../units";

/** `daily_loss, 500` → "500 골드"; null reads as no limit. */
export function useLimitText(): (kind: LimitKind, value: number | null) => string {
  const t = useT("frame");
  const format = useFormat();
  return useCallback(
    (kind, value) => (value === null ? t("limit.none") : t(`limit.unit.${unitOf[kind]}`, { amount: format.integer(value) })),
    [t, format],
  );
}
