"use client";

import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Sheet } from "@/shared/ui/sheet";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** Own limits at the table: where each stands, and the way to change them. */
export function LimitsSheet({ open, onOpenChange }: Props) {
  const t = useT("frame");
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t("limits")} description={t("limitsHint")}>
      <Button asChild block>
        <Link href="/responsible-play">{t("limitsChange")}</Link>
      </Button>
    </Sheet>
  );
}
