"use client";

import { WordMark } from "@/shared/brand/mark";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { LanguageLinks } from "./language-links";

export function GuestHeader() {
  const t = useT("shell");
  return (
    <header className="mx-auto flex h-16 w-full max-w-7xl items-center justify-between gap-4 px-4 lg:px-8">
      <Link href="/" aria-label={t("toLanding")} className="-ml-2 flex min-h-11 items-center px-2">
        <WordMark />
      </Link>
      <LanguageLinks />
    </header>
  );
}
