"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useCrash } from "../play/crash-store";

const SHOWN_MAX = 40;

/** Everybody's bets of this round, biggest first, and where they left. */
export function PlayersList() {
  const t = useT("crash");
  const format = useFormat();
  const bets = useCrash(({ state }) => state?.bets ?? null);
  const players = useCrash(({ state }) => state?.players ?? 0);
  const total = useCrash(({ state }) => state?.total ?? 0);
  const mine = useCrash(({ state }) => state?.mine ?? null);
  const own = new Set(mine?.map(({ bet_id }) => bet_id));
  return (
    <section aria-label={t("players.title")} className="hairline min-w-0 rounded-md bg-surface p-3">
      <header className="flex items-baseline justify-between gap-3 px-1 pb-2">
        <h2 className="text-sm font-semibold">{t("players.title")}</h2>
        <p className="tabular text-2xs text-muted">{t("players.sum", { players, total: format.integer(total) })}</p>
      </header>
      {bets?.length === 0 ? <p className="px-1 pb-1 text-sm text-muted">{t("players.empty")}</p> : null}
      <ul className="crash-players">
        {bets?.slice(0, SHOWN_MAX).map((bet) => (
          <li key={bet.bet_id} className="crash-player" data-status={bet.status} data-own={own.has(bet.bet_id) || undefined}>
            <span className="min-w-0 flex-1 truncate">{bet.nickname}</span>
            <span className="tabular text-muted">{format.integer(bet.bet_amount)}</span>
            <span className="crash-player-end tabular">
              {bet.status === "cashed_out" ? (
                <>
                  <span className="text-cyan">{format.decimal(bet.multiplier ?? 1, 2)}×</span> <span className="text-gold">{format.integer(bet.win_amount)}</span>
                </>
              ) : bet.status === "placed" ? (
                <span className="text-muted">{t("players.riding")}</span>
              ) : (
                <span className="text-muted">{bet.status === "refunded" ? t("players.refunded") : "–"}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
