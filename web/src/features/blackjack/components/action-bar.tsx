"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { cn } from "@/shared/ui/cn";
import { type Action, costOf } from "../api/hands";
import type { Blackjack } from "../play/use-blackjack";

const keys: Record<Action, string> = { hit: "H", stand: "S", double: "D", split: "P", insurance: "I" };
const order: readonly Action[] = ["hit", "stand", "double", "split"];

/** What the hand may do now; costs stand on the button that stakes them. The advised one is lit until the next move. */
export function ActionBar({ game }: { game: Blackjack }) {
  const t = useT("blackjack");
  const offered = game.hand?.actions.includes("insurance") ?? false;
  return (
    <div role="group" aria-label={t("actions")} className="bj-actions" data-insurance={offered || undefined}>
      {order.map((action) => (
        <ActionButton key={action} game={game} action={action} />
      ))}
      {offered ? <ActionButton game={game} action="insurance" /> : null}
    </div>
  );
}

function ActionButton({ game, action }: { game: Blackjack; action: Action }) {
  const t = useT("blackjack");
  const format = useFormat();
  const { hand, advice } = game;
  const cost = hand?.actions.includes(action) ? costOf(hand, action) : 0;
  // A hand that is full already may only be stood.
  const isMain = action === (hand?.actions.includes("stand") && !hand.actions.includes("hit") ? "stand" : "hit");
  const lit = advice === action;
  return (
    <Button
      variant={isMain ? "primary" : "secondary"}
      size="lg"
      aria-keyshortcuts={keys[action].toLowerCase()}
      disabled={!game.may(action)}
      className={cn("bj-action", !isMain && "bj-solid", lit && "bj-advised")}
      onClick={() => game.act(action)}
    >
      <span className="grid justify-items-center leading-tight">
        <span>
          {t(`action.${action}`)}
          <kbd aria-hidden className="bj-key">{keys[action]}</kbd>
        </span>
        {cost > 0 ? <span className="tabular text-xs font-normal opacity-80">{t("costs", { amount: format.integer(cost) })}</span> : null}
        {lit ? <span className="sr-only">{t("advised")}</span> : null}
      </span>
    </Button>
  );
}
