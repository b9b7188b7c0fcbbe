"use client";

import { useT } from "@/shared/i18n/use-t";

/** First stop of the keyboard: past the navigation. */
export function SkipLink() {
  const t = useT("shell");
  return (
    <a
      href="#main"
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-surface-solid px-4 py-3 text-sm font-semibold focus:translate-y-0"
    >
      {t("skip")}
    </a>
  );
}
