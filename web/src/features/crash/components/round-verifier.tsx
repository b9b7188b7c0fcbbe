"use client";

import { CircleCheckIcon, CircleXIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { CopyValue } from "@/features/fairness/components/copy-value";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Skeleton } from "@/shared/ui/skeleton";
import type { PastRound } from "../api/crash";
import { type Verdict, verifyRound } from "../play/verify";

/** Makes a round again from its revealed hash, here in the browser, and ties it to the round before it. */
export function RoundVerifier({ round, before, max }: { round: PastRound; before: PastRound | null; max: number }) {
  const t = useT("crash");
  const format = useFormat();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  useEffect(() => {
    let current = true;
    void verifyRound(round, max).then((made) => {
      if (current) setVerdict(made);
    });
    return () => {
      current = false;
    };
  }, [round, max]);
  if (!verdict) return <Skeleton className="h-48" />;
  return (
    <div className="grid gap-4 text-sm">
      <Check
        ok={verdict.multiplier === round.multiplier}
        text={t("verify.multiplier", { told: format.decimal(round.multiplier, 2), made: format.decimal(verdict.multiplier, 2) })}
      />
      {before ? <Check ok={verdict.commitment === before.hash} text={t("verify.chain", { number: before.number })} /> : <p className="text-muted">{t("verify.oldest")}</p>}
      {round.void ? <p className="text-muted">{t("verify.void")}</p> : null}
      <dl className="grid gap-3">
        <CopyValue label={t("verify.hash")} value={round.hash} />
        <CopyValue label={t("verify.before")} value={verdict.commitment} />
        <CopyValue label={t("verify.salt")} value={round.client_seed} />
        <CopyValue label={t("verify.nonce")} value={`${round.nonce}`} />
      </dl>
      <p className="text-muted">{t("verify.how")}</p>
    </div>
  );
}

function Check({ ok, text }: { ok: boolean; text: string }) {
  const Icon = ok ? CircleCheckIcon : CircleXIcon;
  return (
    <p className={ok ? "flex items-start gap-2 text-gain" : "flex items-start gap-2 text-loss"} data-ok={ok}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" strokeWidth={1.75} />
      <span className="font-medium">{text}</span>
    </p>
  );
}
