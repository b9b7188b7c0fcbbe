"use client";

import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { SlotGame } from "../play/use-slot-game";

/** What went wrong with the last press and the one thing to do about it. */
export function ProblemNotice({ game }: { game: SlotGame }) {
  const t = useT("slot");
  const errorText = useErrorText();
  const { problem, unsettled } = game.state;
  if (!problem) return null;
  const kind = problem instanceof ApiError ? problem.kind : "unknown";
  const text = unsettled ? t("problem.unsettled") : errorText(problem);
  const affordable = game.ladder.findLast((rung) => game.gold !== null && rung <= game.gold);
  return (
    <div role="alert" className="hairline flex flex-wrap items-center gap-3 rounded-md bg-loss-soft px-4 py-3 text-sm">
      <p className="min-w-0 flex-1 basis-52">{text}</p>
      {unsettled ? (
        <Button onClick={game.press}>{t("problem.askAgain")}</Button>
      ) : kind === "payment" && affordable !== undefined ? (
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
