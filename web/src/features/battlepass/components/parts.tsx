"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import type { Part } from "../pass";
import { PartIcon } from "./part-icon";

/** What a reward holds, in words. */
export function usePartText(): (part: Part) => string {
  const t = useT("pass");
  const format = useFormat();
  return ({ kind, amount }) => {
    const plain = kind === "gem" || kind === "protections";
    return t(`part.${kind}`, { amount: plain ? amount : format.integer(amount) });
  };
}

/** Several rewards added up, as a quiet list. */
export function PartList({ parts, label }: { parts: readonly Part[]; label: string }) {
  const text = usePartText();
  return (
    <ul aria-label={label} className="grid gap-2">
      {parts.map((part) => (
        <li key={part.kind} className="flex items-center gap-3">
          <PartIcon kind={part.kind} className={part.kind === "gold" ? undefined : "text-muted"} />
          {part.kind === "gold" ? <GoldPart value={part.amount} /> : <span className="tabular">{text(part)}</span>}
        </li>
      ))}
    </ul>
  );
}

function GoldPart({ value }: { value: number }) {
  const t = useT("common");
  return (
    <span className="flex items-baseline gap-1.5">
      <Amount value={value} /> <span className="text-sm text-muted">{t("gold")}</span>
    </span>
  );
}
