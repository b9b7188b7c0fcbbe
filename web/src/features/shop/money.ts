import type { Locale } from "@/shared/i18n/locales";

const tags: Record<Locale, string> = { ko: "ko-KR", en: "en-GB" };

/** What is paid outside the club: whole won, and cents. */
export function formatMoney(value: number, currency: "KRW" | "USD", locale: Locale): string {
  return new Intl.NumberFormat(tags[locale], { style: "currency", currency }).format(currency === "USD" ? value / 100 : value);
}
