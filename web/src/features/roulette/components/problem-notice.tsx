"use client";

import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { Table } from "../play/use-table";

const own = new Set(["round_closed", "round_limit", "illegal_spot"]);

/** What went wrong with the last bet. Chips in hand stay where they lie. */
export function ProblemNotice({ table }: { table: Table }) {
  const t = useT("roulette");
  const errorText = useErrorText();
  const { problem, unsettled } = table;
  if (!problem) return null;
  const code = problem instanceof ApiError && own.has(problem.code) ? problem.code : null;
  return (
    <div role="alert" className="hairline flex flex-wrap items-center gap-3 rounded-md bg-loss-soft px-4 py-3 text-sm">
      <p className="min-w-0 flex-1 basis-52">{unsettled ? t("problem.unsettled") : code ? t(`problem.${code}`) : errorText(problem)}</p>
      {unsettled ? null : <Button onClick={table.dismissProblem}>{t("problem.understood")}</Button>}
    </div>
  );
}
