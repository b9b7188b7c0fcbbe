"use client";

import { useFeedback } from "@/features/feedback/use-feedback";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import type { RpsPlay } from "../play/use-rps";
import type { Choice } from "../rules";
import { Hand } from "./hand";

/** The player's hand and the house's: fists while they swing, then both at once. */
export function Duel({ play, winPays }: { play: RpsPlay; winPays: number }) {
  const t = useT("rps");
  const { result, throwing } = play;
  return (
    <section aria-label={t("table")} data-throwing={throwing || undefined} data-result={result?.result} className="rps-stage always-night">
      <Side who={t("you")} shape={throwing ? "rock" : (result?.choice ?? play.choice)} winner={result?.result === "win"} key={`you-${result?.round_id ?? ""}`} />
      <p aria-hidden className="rps-versus">
        {throwing ? "···" : "VS"}
      </p>
      <Side who={t("house")} shape={throwing || !result ? "rock" : result.house_choice} winner={result?.result === "lose"} mirrored key={`house-${result?.round_id ?? ""}`} />
      <Verdict play={play} winPays={winPays} />
      <Said play={play} />
    </section>
  );
}

function Side({ who, shape, winner, mirrored = false }: { who: string; shape: Choice; winner: boolean; mirrored?: boolean }) {
  return (
    <div className="rps-side" data-mirrored={mirrored || undefined} data-winner={winner || undefined}>
      <Hand shape={shape} />
      <p className="text-sm text-muted">{who}</p>
    </div>
  );
}

/** The round in words, spoken by screen readers; silent while the hands swing. */
function Verdict({ play: { result, throwing }, winPays }: { play: RpsPlay; winPays: number }) {
  const t = useT("rps");
  const format = useFormat();
  const hands = result ? t("hands", { mine: t(`hand.${result.choice}`), house: t(`hand.${result.house_choice}`) }) : t("readyHint", { times: winPays });
  const headline = throwing
    ? t("throwing")
    : result
      ? t(`result.${result.result}`, { amount: format.integer(result.result === "win" ? result.net : result.bet_amount) })
      : t("ready");
  return (
    <div role="status" aria-live="polite" aria-atomic className="rps-verdict">
      <p aria-hidden={throwing} className={result?.result === "win" && !throwing ? "text-2xl font-bold text-gold" : "text-2xl font-bold"}>
        {headline}
      </p>
      <p className="text-sm text-muted">{throwing ? t("throwingHint") : hands}</p>
      <p className="min-h-6 text-sm text-muted">
        {result && !throwing ? (
          <Link href={`/fairness?round=${result.round_id}`} className="inline-flex min-h-6 items-center underline underline-offset-4 hover:text-text">
            {t("verify")}
          </Link>
        ) : null}
      </p>
    </div>
  );
}

/** A kind word about the throw; its place is kept while it comes. */
function Said({ play: { result, throwing } }: { play: RpsPlay }) {
  const said = useFeedback("rps_play", result?.result, result?.round_id);
  return <p className="col-span-full min-h-5 text-center text-sm">{throwing ? null : said?.message}</p>;
}
