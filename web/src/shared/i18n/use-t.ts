"use client";

import { useLocale as useIntlLocale, useTranslations } from "next-intl";
import { type Locale, isLocale, locales } from "./locales";

/** `const t = useT("wallet"); t("title")`. The namespace must be named by the page's MessagesFor. */
export const useT = useTranslations;

export function useLocale(): Locale {
  const locale = useIntlLocale();
  return isLocale(locale) ? locale : locales[0];
}
