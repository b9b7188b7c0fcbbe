"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { Hand, PlayerHand } from "../api/hands";
import type { Blackjack } from "../play/use-blackjack";
import { CardRow } from "./card-row";
import { Chip } from "./chip";
import { EmptyCards } from "./dealer-view";
import { TotalBadge } from "./total-badge";

/** The player's hands, up to four; the one that acts is lit. Before the deal: the betting circle. */
export function HandsView({ game, stake }: { game: Blackjack; stake: number }) {
  const t = useT("blackjack");
  const { hand, revealed, fresh } = game;
  if (!hand)
    return (
      <div className="bj-hands" data-hands={1}>
        <div className="bj-hand">
          <EmptyCards />
          <BetSpot amount={stake} />
        </div>
      </div>
    );
  const many = hand.hands.length > 1;
  return (
    <ol className="bj-hands" data-hands={hand.hands.length} aria-label={t("yourHands")}>
      {hand.hands.map((mine, at) => (
        // Split hands keep their place at the table.
        <li key={`${hand.hand_id}-${at}`} className="bj-hand" data-active={(many && hand.active_hand === at) || undefined}>
          <CardRow
            named
            cards={mine.cards}
            label={many ? t("handCardsOf", { number: at + 1 }) : t("handCards")}
            dealOrder={fresh ? (many ? [0, 0] : [0, 2]) : undefined}
            lit={revealed && (mine.result === "win" || mine.result === "blackjack")}
            dimmed={(revealed && mine.result === "lose") || (many && hand.active_hand !== null && hand.active_hand !== at)}
          />
          <HandFoot hand={hand} mine={mine} revealed={revealed} dealt={fresh && !many} />
        </li>
      ))}
    </ol>
  );
}

type FootProps = { hand: Hand; mine: PlayerHand; revealed: boolean; dealt: boolean };

function HandFoot({ hand, mine, revealed, dealt }: FootProps) {
  const t = useT("blackjack");
  const result = revealed ? mine.result : null;
  return (
    <div className="bj-foot">
      <TotalBadge
        total={mine.total}
        soft={mine.soft && mine.status === "playing"}
        blackjack={mine.status === "blackjack"}
        bust={mine.status === "bust"}
        won={result === "blackjack"}
        dealt={dealt}
      />
      <BetSpot amount={mine.bet_amount} />
      {hand.insurance && hand.hands.length === 1 ? <InsuranceTag amount={hand.insurance.bet_amount} /> : null}
      {result === "blackjack" ? null : result ? (
        <span className={cn("bj-verdict", result === "win" ? "text-gold" : result === "lose" ? "text-muted" : "text-text")}>{t(`verdict.${result}`)}</span>
      ) : mine.status === "bust" ? (
        <span className="bj-verdict text-muted">{t("verdict.bust")}</span>
      ) : null}
    </div>
  );
}

function BetSpot({ amount }: { amount: number }) {
  const t = useT("blackjack");
  const format = useFormat();
  return (
    <span className="bj-spot">
      <span className="sr-only">{t("staked", { amount })}</span>
      <Chip amount={amount} small />
      <span aria-hidden className="tabular text-sm font-semibold">{format.integer(amount)}</span>
    </span>
  );
}

function InsuranceTag({ amount }: { amount: number }) {
  const t = useT("blackjack");
  const format = useFormat();
  return <span className="bj-tag">{t("insured", { amount: format.integer(amount) })}</span>;
}
