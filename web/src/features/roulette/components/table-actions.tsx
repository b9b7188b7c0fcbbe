"use client";

import { CopyPlusIcon, RepeatIcon, Trash2Icon, Undo2Icon } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { Table } from "../play/use-table";

/** Undo, clear, double, rebet, and the one pink button that stakes what lies in hand. */
export function TableActions({ table }: { table: Table }) {
  const t = useT("roulette");
  const { handTotal, busy, isOpen, unsettled } = table;
  const label = useLabel(table);
  return (
    <div className="roulette-actions">
      <div className="flex gap-1">
        <Tool icon={Undo2Icon} label={t("action.undo")} shortcut="u" disabled={!table.canUndo || busy} onClick={table.undo} />
        <Tool icon={Trash2Icon} label={t("action.clear")} shortcut="c" disabled={!table.canUndo || busy} onClick={table.clear} />
        <Tool icon={CopyPlusIcon} label={t("action.double")} shortcut="d" disabled={(handTotal === 0 && table.standingTotal === 0) || busy} onClick={table.double} />
        <Tool icon={RepeatIcon} label={t("action.rebet")} shortcut="r" disabled={!table.canRebet || busy} onClick={table.rebet} />
      </div>
      <Button
        variant="primary"
        size="lg"
        busy={busy}
        aria-keyshortcuts="b"
        disabled={!unsettled && (handTotal === 0 || !isOpen)}
        className="min-w-0 flex-1 px-3 text-sm sm:text-base"
        onClick={table.bet}
      >
        <span className="leading-tight text-balance whitespace-normal">{label}</span>
      </Button>
    </div>
  );
}

/** What the button does, or what the table is doing meanwhile. */
function useLabel({ wheel, handTotal, isOpen, unsettled }: Table): string {
  const t = useT("roulette");
  const format = useFormat();
  if (unsettled) return t("problem.askAgain");
  const { phase, pocket, colour } = wheel;
  // A player deep down the cloth does not see the wheel.
  if (phase === "settling" && pocket !== null && colour !== null && !wheel.void) return t("phase.shows", { pocket, colour: t(`colour.${colour}`) });
  if (handTotal > 0) return t(isOpen ? "action.bet" : "action.wait", { amount: format.integer(handTotal) });
  return isOpen ? t("action.empty") : t(phase === "running" ? "phase.running" : "phase.settling");
}

type ToolProps = { icon: LucideIcon; label: string; shortcut: string; disabled: boolean; onClick: () => void };

function Tool({ icon: Icon, label, shortcut, disabled, onClick }: ToolProps) {
  return (
    <Button size="icon" aria-label={label} title={label} aria-keyshortcuts={shortcut} disabled={disabled} onClick={onClick}>
      <Icon aria-hidden className="size-5" strokeWidth={1.75} />
    </Button>
  );
}
