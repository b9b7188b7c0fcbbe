/** The first locale is the product's own. */
export const locales = ["ko", "en"] as const;
export type Locale = (typeof locales)[number];

export function isLocale(value: string | undefined): value is Locale {
  return locales.some((locale) => locale === value);
}

/** `/wallet` in a locale: `/ko/wallet`. `/` is the landing page. */
export function localePath(locale: Locale, path: string): string {
  return path === "/" ? `/${locale}` : `/${locale}${path}`;
}

/** The same page in another language; query and hash are the caller's. */
export function swapLocale(pathname: string, to: Locale): string {
  const [, first = "", ...rest] = pathname.split("/");
  return isLocale(first) ? ["", to, ...rest].join("/") : localePath(to, pathname);
}
