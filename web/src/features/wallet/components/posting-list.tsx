"use client";

import type { Posting } from "@/shared/api/types";
import { useFormat } from "@/shared/format/use-format";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";

const ofRounds = new Set(["game_stake", "game_win", "game_refund"]);

/** Postings, newest first: what, when, how much, and what was left. A posting of a round links to its proof. */
export function PostingList({ postings }: { postings: readonly Posting[] }) {
  const t = useT("wallet");
  const common = useT("common");
  const format = useFormat();
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t("caption")}</caption>
      <thead className="sr-only sm:not-sr-only">
        <tr className="border-b border-line text-left text-xs text-muted">
          <th scope="col" className="px-5 py-2.5 font-medium">
            {t("kindLabel")}
          </th>
          <th scope="col" className="px-5 py-2.5 text-right font-medium">
            {t("amount")}
          </th>
          <th scope="col" className="hidden px-5 py-2.5 text-right font-medium sm:table-cell">
            {t("after")}
          </th>
          <th scope="col" className="hidden px-5 py-2.5 text-right font-medium sm:table-cell">
            {t("time")}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {postings.map((posting) => (
          <tr key={posting.id}>
            <td className="px-5 py-3">
              {ofRounds.has(posting.kind) ? (
                <Link href={`/fairness?round=${posting.ref}`} className="font-medium underline decoration-line-strong underline-offset-4 hover:decoration-current">
                  {t(`kind.${posting.kind}`)}
                </Link>
              ) : (
                <span className="font-medium">{t.has(`kind.${posting.kind}`) ? t(`kind.${posting.kind}`) : posting.kind}</span>
              )}
              <time dateTime={posting.created_at} className="block text-xs text-muted sm:hidden">
                {format.dateTime(posting.created_at)}
              </time>
            </td>
            <td className="px-5 py-3 text-right">
              <Amount value={posting.amount} signed className="font-semibold" />
              {posting.currency === "gold" ? null : (
                <span className="ml-1 text-xs text-muted">{common.has(posting.currency) ? common(posting.currency) : posting.currency}</span>
              )}
              <span className="tabular block text-xs text-muted sm:hidden">
                {t("afterAmount", { amount: format.integer(posting.balance_after) })}
              </span>
            </td>
            <td className="tabular hidden px-5 py-3 text-right text-muted sm:table-cell">{format.integer(posting.balance_after)}</td>
            <td className="tabular hidden px-5 py-3 text-right whitespace-nowrap text-muted sm:table-cell">
              <time dateTime={posting.created_at}>{format.dateTime(posting.created_at)}</time>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
