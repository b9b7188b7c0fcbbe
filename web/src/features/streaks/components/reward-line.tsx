"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { cn } from "@/shared/ui/cn";

type Props = { gold: number; exp: number; className?: string };

/** What a day pays, in one line. */
export function RewardLine({ gold, exp, className }: Props) {
  const t = useT("streak");
  const common = useT("common");
  const format = useFormat();
  return (
    <span className={cn("inline-flex flex-wrap items-baseline gap-x-3 gap-y-0.5", className)}>
      <span className="whitespace-nowrap">
        <Amount value={gold} className="font-semibold" /> <span className="text-[0.8em] text-muted">{common("gold")}</span>
      </span>
      <span className="text-[0.8em] whitespace-nowrap text-violet">{t("exp", { amount: format.integer(exp) })}</span>
    </span>
  );
}
