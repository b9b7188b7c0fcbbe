"use client";

import { useMemo } from "react";
import { useTimeZone } from "@/shared/i18n/time-zone";
import { useLocale } from "@/shared/i18n/use-t";
import { type Format, createFormat } from "./format";

export function useFormat(): Format {
  const locale = useLocale();
  const timeZone = useTimeZone();
  return useMemo(() => createFormat(locale, timeZone), [locale, timeZone]);
}
