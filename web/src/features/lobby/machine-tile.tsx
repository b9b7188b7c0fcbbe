"use client";

import { ArrowRightIcon } from "lucide-react";
import { SymbolImage } from "@/features/slot/components/symbol-image";
import type { MachineId } from "@/features/slot/machines/art";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";

/** The three pictures a machine is known by, the middle one in front. */
export const machineFaces: Record<MachineId, readonly [string, string, string]> = {
  "ring-fruits": ["bell", "cherry", "seven"],
  pojangmacha: ["bungeoppang", "lantern", "umbrella"],
  horangi: ["magpie", "tiger", "moon"],
};

type Props = { machineId: MachineId; text: string; /** Published figures, when they are known. */ facts?: string };

/** The door to one machine. */
export function MachineTile({ machineId, text, facts }: Props) {
  const t = useT("common");
  const [left, middle, right] = machineFaces[machineId];
  return (
    <Link
      href={`/slot?machine=${machineId}`}
      data-machine={machineId}
      className="hairline group grid content-start overflow-hidden rounded-lg bg-surface shadow-lift transition-colors duration-(--duration-ui) hover:border-line-strong"
    >
      <span className="flex h-36 items-center justify-center border-b border-line bg-stage" aria-hidden>
        <SymbolImage machineId={machineId} symbol={left} className="size-16 opacity-60 transition-transform duration-(--duration-reward) ease-reward group-hover:-translate-x-1 group-hover:-rotate-6" />
        <SymbolImage machineId={machineId} symbol={middle} className="z-10 -mx-3 size-26 transition-transform duration-(--duration-reward) ease-reward group-hover:scale-106" />
        <SymbolImage machineId={machineId} symbol={right} className="size-16 opacity-60 transition-transform duration-(--duration-reward) ease-reward group-hover:translate-x-1 group-hover:rotate-6" />
      </span>
      <span className="mt-4 flex items-center justify-between gap-2 px-5">
        <span className="text-lg font-semibold">{t(`machine.${machineId}`)}</span>
        <ArrowRightIcon aria-hidden className="size-5 text-muted transition-transform duration-(--duration-ui) group-hover:translate-x-0.5" />
      </span>
      <span className={cn("mt-1 px-5 text-sm text-muted", facts ? null : "pb-5")}>{text}</span>
      {facts ? <span className="tabular mt-3 px-5 pb-5 text-xs text-muted">{facts}</span> : null}
    </Link>
  );
}
