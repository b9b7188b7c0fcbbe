"use client";

import { HistoryIcon, InfoIcon, TablePropertiesIcon } from "lucide-react";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";

/** Paytable, rules and history, one tap away. */
export function TableLinks({ onOpen }: { onOpen: (sheet: "paytable" | "rules") => void }) {
  const t = useT("slot");
  return (
    <div className="flex flex-wrap justify-center gap-1">
      <Button variant="ghost" aria-keyshortcuts="p" onClick={() => onOpen("paytable")}>
        <TablePropertiesIcon aria-hidden className="size-4.5" strokeWidth={1.75} />
        {t("paytable.title")}
      </Button>
      <Button variant="ghost" aria-keyshortcuts="i" onClick={() => onOpen("rules")}>
        <InfoIcon aria-hidden className="size-4.5" strokeWidth={1.75} />
        {t("rules.title")}
      </Button>
      <Button variant="ghost" asChild>
        <Link href="/profile">
          <HistoryIcon aria-hidden className="size-4.5" strokeWidth={1.75} />
          {t("history")}
        </Link>
      </Button>
    </div>
  );
}
