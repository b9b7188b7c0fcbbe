import type { Locale } from "@/shared/i18n/locales";

const tags: Record<Locale, string> = { ko: "ko-KR", en: "en-GB" };
const minus = "\u2212";
const justNow: Record<Locale, string> = { ko: "방금", en: "just now" };

/** Formatters of one locale and zone. Amounts are integers of the currency's smallest unit; times are ISO-8601 UTC. */
export function createFormat(locale: Locale, timeZone: string) {
  const tag = tags[locale];
  const integer = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const compact = new Intl.NumberFormat(tag, { notation: "compact", maximumFractionDigits: 1 });
  const date = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone });
  const dateTime = new Intl.DateTimeFormat(tag, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const full = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23", timeZone });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  return {
    integer: (value: number) => integer.format(value).replace("-", minus),
    /** 12,300 → 1.2만 / 12.3K; for tight places only, never for a balance. */
    compact: (value: number) => compact.format(value).replace("-", minus),
    signed: (value: number) => (value > 0 ? `+${integer.format(value)}` : integer.format(value).replace("-", minus)),
    /** A ratio (0.953 → 95.3 %). */
    percent: (ratio: number, digits = 1) =>
      new Intl.NumberFormat(tag, { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(ratio),
    /** A multiplier of the stake (12.5 → ×12.5). */
    multiplier: (value: number) => `×${new Intl.NumberFormat(tag, { maximumFractionDigits: 2 }).format(value)}`,
    decimal: (value: number, digits: number) =>
      new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
    date: (iso: string) => date.format(new Date(iso)),
    dateTime: (iso: string) => dateTime.format(new Date(iso)),
    full: (iso: string) => full.format(new Date(iso)),
    ago: (iso: string, now = Date.now()) => {
      const seconds = Math.round((Date.parse(iso) - now) / 1000);
      const size = Math.abs(seconds);
      if (size < 60) return justNow[locale];
      if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
      if (size < 86_400) return relative.format(Math.round(seconds / 3600), "hour");
      return relative.format(Math.round(seconds / 86_400), "day");
    },
  };
}

export type Format = ReturnType<typeof createFormat>;
