"use client";

import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import type { Table } from "../play/use-table";

const own = ["round_closed", "round_limit", "illegal_spot", "stake_out_of_range"] as const;

function ownCode(problem: unknown): (typeof own)[number] | undefined {
  return problem instanceof ApiError ? own.find((code) => code === problem.code) : undefined;
}

/** What went wrong with the last bet, or why no more chips fit. Chips in hand stay where they lie. */
export function ProblemNotice({ table }: { table: Table }) {
  const t = useT("roulette");
  const errorText = useErrorText();
  const { problem, unsettled, missed } = table;
  if (!problem) return <RefusalLine table={table} />;
  const code = ownCode(problem);
  const text = unsettled ? t("problem.unsettled") : missed ? t("problem.missed") : code ? t(`problem.${code}`) : errorText(problem);
  return (
    <div role="alert" className="roulette-notice hairline flex flex-wrap items-center gap-3 rounded-md bg-loss-soft px-4 py-2 text-sm">
      <p className="min-w-0 flex-1 basis-52">{text}</p>
      {unsettled ? null : (
        <Button size="sm" onClick={table.dismissProblem}>
          {t("problem.understood")}
        </Button>
      )}
    </div>
  );
}

function RefusalLine({ table }: { table: Table }) {
  const t = useT("roulette");
  const format = useFormat();
  const { refusal, wheel } = table;
  const text = refusal
    ? refusal.why === "spot"
      ? refusal.spot
        ? t("refusal.spot", { max: format.integer(wheel.max_of[refusal.spot.type] ?? 0) })
        : t("refusal.spots")
      : refusal.why === "table"
        ? t("refusal.table", { max: format.integer(wheel.limits.max) })
        : t("refusal.gold")
    : "";
  return (
    <p role="status" className={text ? "roulette-notice px-1 text-sm text-muted" : "sr-only"}>
      {text}
    </p>
  );
}
