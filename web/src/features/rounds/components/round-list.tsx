"use client";

import { ChevronRightIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import type { Round } from "@/shared/api/types";
import { Amount } from "@/shared/ui/amount";
import { useMachineName } from "../use-machine-name";
import { useT } from "@/shared/i18n/use-t";

type Props = { rounds: readonly Round[]; onOpen: (roundId: string) => void };

/** Rounds as rows; each opens its replay. */
export function RoundList({ rounds, onOpen }: Props) {
  return (
    <ul className="divide-y divide-line">
      {rounds.map((round) => (
        <li key={round.round_id}>
          <RoundRow round={round} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

function RoundRow({ round, onOpen }: { round: Round; onOpen: Props["onOpen"] }) {
  const t = useT("rounds");
  const format = useFormat();
  const machineName = useMachineName();
  return (
    <button
      type="button"
      data-round={round.round_id}
      onClick={() => onOpen(round.round_id)}
      className="grid min-h-16 w-full grid-cols-[1fr_auto_auto] items-center gap-x-3 py-2.5 text-left transition-colors duration-(--duration-ui) hover:bg-raised"
    >
      <span className="min-w-0">
        <span className="block truncate font-medium">{machineName(round.game_variant, round.game_type)}</span>
        <span className="block text-xs text-muted">
          <time dateTime={round.created_at}>{format.dateTime(round.created_at)}</time>
          {" · "}
          {t("stake", { amount: format.integer(round.bet_amount) })}
        </span>
      </span>
      <span className="text-right">
        <Amount value={round.net} signed currency={round.currency} className="block font-semibold" />
        <span className="tabular block text-xs text-muted">{t("after", { amount: format.integer(round.balance_after) })}</span>
      </span>
      <ChevronRightIcon aria-hidden className="size-4 text-muted" />
    </button>
  );
}
