"use client";

import NextLink from "next/link";
import { usePathname } from "next/navigation";
import { type Locale, locales, swapLocale } from "@/shared/i18n/locales";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";

const names: Record<Locale, string> = { ko: "한국어", en: "English" };

/** Each language by its own name; links, so that they work before the page wakes. */
export function LanguageLinks({ onPick }: { onPick?: (locale: Locale) => void }) {
  const current = useLocale();
  const pathname = usePathname();
  const t = useT("shell");
  return (
    <nav aria-label={t("language")} className="flex">
      {locales.map((locale) => (
        <NextLink
          key={locale}
          href={swapLocale(pathname, locale)}
          hrefLang={locale}
          lang={locale}
          prefetch={false}
          onClick={() => onPick?.(locale)}
          aria-current={locale === current ? "true" : undefined}
          className={cn(
            "flex min-h-11 items-center rounded-md px-2.5 text-sm text-muted hover:text-text",
            locale === current && "font-semibold text-text",
          )}
        >
          {names[locale]}
        </NextLink>
      ))}
    </nav>
  );
}
