"use client";

import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { Poker } from "../play/use-poker";

/** What went wrong with the last press and the one thing to do about it. */
export function ProblemNotice({ game }: { game: Poker }) {
  const t = useT("videopoker");
  const errorText = useErrorText();
  const { problem, unsettled } = game;
  if (!problem) return null;
  const affordable = game.ladder.findLast((rung) => game.gold !== null && rung <= game.gold);
  const isShort = problem instanceof ApiError && problem.kind === "payment";
  return (
    <div role="alert" className="hairline flex flex-wrap items-center gap-3 rounded-md bg-loss-soft px-4 py-3 text-sm">
      <p className="min-w-0 flex-1 basis-52">{unsettled ? t("problem.unsettled") : errorText(problem)}</p>
      {unsettled ? (
        <Button onClick={game.press}>{t("askAgain")}</Button>
      ) : isShort && affordable !== undefined && affordable < game.stake ? (
        <Button
          onClick={() => {
            game.setStake(affordable);
            game.dismissProblem();
          }}
        >
          {t("problem.lower", { amount: affordable })}
        </Button>
      ) : (
        <Button onClick={game.dismissProblem}>{t("problem.understood")}</Button>
      )}
    </div>
  );
}
