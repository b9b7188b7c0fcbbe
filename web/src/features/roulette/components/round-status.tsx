"use client";

import { ShieldCheckIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import type { PastRound } from "../api/table";
import type { RoundResult } from "../play/result";
import type { Table } from "../play/use-table";
import { Countdown } from "./countdown";

type Props = { table: Table; onProve: (round: PastRound) => void };

/** What happens now, how long one may still bet, and what own chips stand for or came to. */
export function RoundStatus({ table, onProve }: Props) {
  const t = useT("roulette");
  const format = useFormat();
  const { wheel, standingTotal, result, isOpen } = table;
  const total = Math.max(wheel.chips_total, standingTotal);
  return (
    <div className="roulette-status">
      <Headline table={table} />
      {isOpen ? <Countdown wheel={wheel} /> : <p className="text-sm text-muted">{t(wheel.phase === "running" ? "noMoreBets" : "nextSoon")}</p>}
      <dl className="tabular flex flex-wrap gap-x-4 gap-y-0.5 text-sm">
        <Figure label={t("figure.mine")} value={format.integer(standingTotal)} />
        <Figure label={t("figure.table")} value={format.integer(total)} />
      </dl>
      {isOpen && result && result.staked > 0 ? <LastResult result={result} past={wheel.recent.find(({ round_id }) => round_id === result.round_id)} onProve={onProve} /> : null}
    </div>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex items-baseline gap-1.5">
      <dt className="text-muted">{label}</dt>
      <dd className="font-semibold">{value}</dd>
    </div>
  );
}

/** Spoken once a phase; the result as what it is, a loss without a word of cheer. */
function Headline({ table }: { table: Table }) {
  const t = useT("roulette");
  const format = useFormat();
  const { wheel, standingTotal, result } = table;
  const { phase } = wheel;
  if (phase === "betting") return <Line text={standingTotal > 0 ? t("phase.placed", { amount: format.integer(standingTotal) }) : t("phase.betting")} />;
  if (phase === "running") return <Line text={t("phase.running")} />;
  if (wheel.void) return <Line text={t("phase.void")} />;
  if (!result || result.pocket === null || result.colour === null) return <Line text={t("phase.settling")} />;
  const { pocket, colour, staked, back } = result;
  return (
    <Line text={t("phase.shows", { pocket, colour: t(`colour.${colour}`) })} gold={back > staked}>
      {staked > 0 ? (
        <span className="block text-sm font-normal text-text lg:text-base">
          {t(back > staked ? "result.win" : back > 0 ? "result.returned" : "result.lose")} <Amount value={back - staked} signed className="font-semibold" />
        </span>
      ) : null}
    </Line>
  );
}

function Line({ text, gold = false, children }: { text: string; gold?: boolean; children?: React.ReactNode }) {
  return (
    <p role="status" aria-live="polite" aria-atomic className={`text-lg leading-snug font-bold lg:text-2xl ${gold ? "text-gold" : "text-text"}`}>
      {text}
      {children}
    </p>
  );
}

/** The round before, once bets are open again. */
function LastResult({ result, past, onProve }: { result: RoundResult; past: PastRound | undefined; onProve: (round: PastRound) => void }) {
  const t = useT("roulette");
  const { pocket, colour, staked, back, number } = result;
  const shown = pocket === null || colour === null ? t("last.void") : t("last.shows", { pocket, colour: t(`colour.${colour}`) });
  return (
    <p className="flex items-center gap-1.5 text-sm text-muted" data-slot="last-result">
      <span>{shown}</span>
      <Amount value={back - staked} signed className="font-semibold" />
      {past ? (
        <Button variant="ghost" size="icon" className="-my-2.5" aria-label={t("last.prove", { number })} title={t("last.prove", { number })} onClick={() => onProve(past)}>
          <ShieldCheckIcon aria-hidden className="size-4" strokeWidth={1.75} />
        </Button>
      ) : null}
    </p>
  );
}
