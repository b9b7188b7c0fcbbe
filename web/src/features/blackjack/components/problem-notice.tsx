"use client";

import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { Blackjack } from "../play/use-blackjack";
import type { Stake } from "../play/use-stake";

const movedOn = new Set(["hand_open", "hand_moved", "hand_settled", "hand_not_found", "bet_closed"]);

/** What went wrong with the last press and the one thing to do about it. */
export function ProblemNotice({ game, stake }: { game: Blackjack; stake: Stake }) {
  const t = useT("blackjack");
  const errorText = useErrorText();
  const { problem, unsettled, gold } = game;
  if (!problem) return null;
  const moved = problem instanceof ApiError && movedOn.has(problem.code);
  const text = unsettled ? t("problem.unsettled") : moved ? t("problem.moved") : errorText(problem);
  const short = problem instanceof ApiError && problem.kind === "payment" && !game.open && gold !== null && gold < stake.stake;
  return (
    <div role="alert" className="hairline flex flex-wrap items-center gap-3 rounded-md bg-loss-soft px-4 py-3 text-sm">
      <p className="min-w-0 flex-1 basis-52">{text}</p>
      {unsettled ? (
        <Button onClick={game.askAgain}>{t("problem.askAgain")}</Button>
      ) : (
        <Button
          onClick={() => {
            if (short) stake.setTo(gold);
            game.dismissProblem();
          }}
        >
          {short ? t("problem.lower") : t("problem.understood")}
        </Button>
      )}
    </div>
  );
}
