"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import type { Table } from "../play/use-table";

/** What happens now, how long one may still bet, and what own chips stand for or came to. */
export function RoundStatus({ table, now_ms }: { table: Table; now_ms: number }) {
  const t = useT("roulette");
  const format = useFormat();
  const { wheel } = table;
  const { phase } = wheel;
  const left_ms = Math.max(0, Date.parse(wheel.locks_at) - now_ms);
  const left_s = Math.ceil(left_ms / 1000);
  return (
    <div className="grid min-w-0 content-center gap-2">
      <Headline table={table} />
      {phase === "betting" ? (
        <div className="grid gap-1.5">
          <div role="timer" aria-label={t("countdown.label", { seconds: left_s })} className="h-1.5 overflow-hidden rounded-full bg-raised">
            <div className="roulette-countdown" style={{ transform: `scaleX(${Math.min(1, left_ms / wheel.betting_ms)})` }} />
          </div>
          <p aria-hidden className="tabular text-sm text-muted">
            {t("countdown.left", { seconds: left_s })}
          </p>
        </div>
      ) : (
        <p className="text-sm text-muted">{phase === "running" ? t("noMoreBets") : t("nextSoon")}</p>
      )}
      <dl className="tabular flex flex-wrap gap-x-4 gap-y-0.5 text-sm">
        <Figure label={t("figure.mine")} value={format.integer(table.standingTotal)} />
        <Figure label={t("figure.table")} value={format.integer(wheel.chips_total)} />
        <Figure label={t("figure.players")} value={format.integer(wheel.players)} />
      </dl>
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
  const { phase, pocket, colour, mine, void: given_up } = table.wheel;
  const won = mine.reduce((sum, { win_amount }) => sum + win_amount, 0);
  const net = won - table.standingTotal;
  const ended = mine.length > 0 && mine.every(({ status }) => status !== "placed");
  if (phase === "betting") return <Line text={t("phase.betting")} />;
  if (phase === "running") return <Line text={t("phase.running")} />;
  if (given_up) return <Line text={t("phase.void")} />;
  const shown = pocket === null || colour === null ? t("phase.settling") : t("phase.shows", { pocket, colour: t(`colour.${colour}`) });
  return (
    <Line text={shown} gold={ended && net > 0}>
      {ended ? (
        <span className="block text-sm font-normal">
          {t(net > 0 ? "result.win" : won > 0 ? "result.returned" : "result.lose")} <Amount value={net} signed className="font-semibold" />
        </span>
      ) : null}
    </Line>
  );
}

function Line({ text, gold = false, children }: { text: string; gold?: boolean; children?: React.ReactNode }) {
  return (
    <p role="status" aria-live="polite" aria-atomic className={`text-lg leading-snug font-bold ${gold ? "text-gold" : "text-text"}`}>
      {text}
      {children}
    </p>
  );
}
