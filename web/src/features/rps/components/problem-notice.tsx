"use client";

import { useErrorText } from "@/shared/api/error-text";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { RpsPlay } from "../play/use-rps";

/** What went wrong with the last press and the one thing to do about it. */
export function ProblemNotice({ play }: { play: RpsPlay }) {
  const t = useT("rps");
  const errorText = useErrorText();
  if (!play.problem) return null;
  return (
    <div role="alert" className="hairline flex flex-wrap items-center gap-3 rounded-md bg-loss-soft px-4 py-3 text-sm">
      <p className="min-w-0 flex-1 basis-52">{play.unsettled ? t("problem.unsettled") : errorText(play.problem)}</p>
      {play.unsettled ? null : <Button onClick={play.dismissProblem}>{t("problem.understood")}</Button>}
    </div>
  );
}
