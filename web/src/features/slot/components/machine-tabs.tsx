"use client";

import { useT, useLocale } from "@/shared/i18n/use-t";
import { Link } from "@/shared/i18n/link";
import { cn } from "@/shared/ui/cn";
import { faceOf } from "../machines/art";
import type { MachineSummary } from "../machines/machine";
import { SymbolImage } from "./symbol-image";

export function MachineTabs({ machines, current }: { machines: readonly MachineSummary[]; current: string }) {
  const t = useT("slot");
  const locale = useLocale();
  return (
    <nav aria-label={t("machines")} className="grid auto-cols-fr grid-flow-col gap-2">
      {machines.map((machine) => (
        <Link
          key={machine.id}
          href={`/slot?machine=${machine.id}`}
          aria-current={machine.id === current ? "page" : undefined}
          className={cn(
            "hairline flex min-h-12 flex-col items-center justify-center gap-x-2 rounded-md px-1 py-1.5 text-xs font-medium sm:flex-row sm:text-sm text-muted transition-colors duration-(--duration-ui) hover:text-text",
            machine.id === current && "border-line-strong bg-raised text-text",
          )}
        >
          <SymbolImage machineId={machine.id} symbol={faceOf(machine.id)} className="size-7 shrink-0" />
          <span className="max-w-full truncate">{machine.name[locale]}</span>
        </Link>
      ))}
    </nav>
  );
}
