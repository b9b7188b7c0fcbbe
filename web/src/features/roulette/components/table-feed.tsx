"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import type { Feed } from "../play/use-stream";
import type { Table } from "../play/use-table";

const SHOWN = 5;

/** Who sits at the table in this round, and who placed chips just now. */
export function TableFeed({ table, feed }: { table: Table; feed: Feed }) {
  const t = useT("roulette");
  const format = useFormat();
  const { wheel, standingTotal } = table;
  const current = feed.round_id === wheel.round_id ? feed : null;
  const players = Math.max(wheel.players, current?.names.size ?? 0, standingTotal > 0 ? 1 : 0);
  const latest = current?.latest.slice(0, SHOWN) ?? [];
  return (
    <section aria-label={t("feed.title")} className="roulette-feed hairline">
      <header className="flex items-baseline justify-between gap-3">
        <h2 className="text-sm font-semibold">{t("feed.title")}</h2>
        {players > 0 ? <p className="tabular text-2xs text-muted">{t("feed.players", { players: format.integer(players) })}</p> : null}
      </header>
      {latest.length === 0 ? (
        <p className="text-sm text-muted">{t(players > 0 ? "feed.quiet" : "feed.empty")}</p>
      ) : (
        <ul className="grid gap-1 text-sm">
          {latest.map(({ bet_id, nickname, bet_amount, bets }) => (
            <li key={bet_id} className="motion-enter flex items-baseline gap-2">
              <span className="min-w-0 flex-1 truncate">{nickname}</span>
              <span className="text-2xs text-muted">{t("feed.spots", { spots: bets.length })}</span>
              <span className="tabular text-muted">{format.integer(bet_amount)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
