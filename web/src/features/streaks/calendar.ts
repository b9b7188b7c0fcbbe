/** Days are UTC dates, `YYYY-MM-DD`, as the club counts them; no time zone of the browser moves them. */
import type { Locale } from "@/shared/i18n/locales";

const day_ms = 86_400_000;
const tags: Record<Locale, string> = { ko: "ko-KR", en: "en-GB" };

function utc(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

function isoOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** `2026-11-21` → `2026-11`. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** The month so many before or after. */
export function moveMonth(month: string, by: number): string {
  const first = utc(`${month}-01`);
  return isoOf(new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + by, 1))).slice(0, 7);
}

/** Weeks of a month from Sunday to Saturday; null stands for days of the months around it. */
export function weeksOf(month: string): (string | null)[][] {
  const first = utc(`${month}-01`);
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const cells: (string | null)[] = Array.from({ length: first.getUTCDay() }, () => null);
  for (let number = 0; number < length; number += 1) cells.push(isoOf(new Date(first.getTime() + number * day_ms)));
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** Milliseconds until the club's next day begins. */
export function untilNextDay_ms(now_ms: number): number {
  return day_ms - (now_ms % day_ms);
}

/** Words for days in a locale. */
export function dayWords(locale: Locale) {
  const tag = tags[locale];
  const zone = { timeZone: "UTC" } as const;
  const short = new Intl.DateTimeFormat(tag, { weekday: "short", ...zone });
  const long = new Intl.DateTimeFormat(tag, { weekday: "long", month: "long", day: "numeric", ...zone });
  const month = new Intl.DateTimeFormat(tag, { year: "numeric", month: "long", ...zone });
  return {
    weekday: (date: string) => short.format(utc(date)),
    full: (date: string) => long.format(utc(date)),
    month: (name: string) => month.format(utc(`${name}-01`)),
    /** Sunday to Saturday. */
    weekdays: () => weeksOf("2026-11")[1]?.map((date) => short.format(utc(date ?? "2026-11-08"))) ?? [],
  };
}

/** When the club's day changes, on a clock of the given zone. */
export function dayChange(locale: Locale, timeZone: string): string {
  return new Intl.DateTimeFormat(tags[locale], { hour: "numeric", minute: "2-digit", timeZone }).format(utc("2026-11-21"));
}
