"use client";

import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { Currency } from "../api/banners";
import type { PullGame } from "../play/use-pull";

/** What went wrong with the last press and the one thing to do about it. */
export function ProblemNotice({ game, currency }: { game: PullGame; currency: Currency }) {
  const t = useT("gacha");
  const errorText = useErrorText();
  const { problem, unsettled, count } = game.state;
  if (!problem) return null;
  const isShort = problem instanceof ApiError && problem.kind === "payment";
  const text = unsettled ? t("problem.unsettled") : isShort ? t(`problem.short.${currency}`) : errorText(problem);
  return (
    <div role="alert" className="hairline flex flex-wrap items-center gap-3 rounded-md bg-loss-soft px-4 py-3 text-sm">
      <p className="min-w-0 flex-1 basis-52">{text}</p>
      {unsettled ? (
        <Button onClick={game.askAgain}>{t("problem.askAgain")}</Button>
      ) : isShort && count === 10 ? (
        <Button onClick={() => game.pull(1)}>{t("problem.tryOne")}</Button>
      ) : (
        <Button onClick={game.clear}>{t("problem.understood")}</Button>
      )}
    </div>
  );
}
