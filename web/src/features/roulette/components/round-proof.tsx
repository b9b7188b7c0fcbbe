"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheckIcon, CircleXIcon } from "lucide-react";
import { CopyValue } from "@/features/fairness/components/copy-value";
import { Draw, commitmentOf } from "@/features/fairness/lib/draw";
import { useT } from "@/shared/i18n/use-t";
import { Skeleton } from "@/shared/ui/skeleton";
import type { PastRound } from "../api/table";
import { spinWheel } from "../rules/settle";

/** Draws a past number again from its hash, here in the browser, and ties it to the round before. */
export function RoundProof({ round, before }: { round: PastRound; before: PastRound | undefined }) {
  const t = useT("roulette");
  const { data } = useQuery({
    queryKey: ["roulette", "proof", round.round_id],
    queryFn: async () => {
      const draw = await Draw.open({ server_seed: round.hash, client_seed: round.client_seed, nonce: round.nonce });
      return { pocket: await spinWheel(draw), previous: await commitmentOf(round.hash) };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return <Skeleton className="h-56" />;
  return (
    <div className="grid gap-5">
      <ul className="grid gap-2 text-sm">
        <Check good={data.pocket === round.pocket} text={t("proof.pocket", { computed: data.pocket, shown: round.pocket })} />
        {before ? <Check good={data.previous === before.hash} text={t("proof.chain", { number: before.number })} /> : <li className="text-muted">{t("proof.oldest")}</li>}
        {round.void ? <li className="text-muted">{t("proof.void")}</li> : null}
      </ul>
      <dl className="grid gap-3">
        <CopyValue label={t("proof.hash")} value={round.hash} />
        <CopyValue label={t("proof.previous")} value={data.previous} />
        <CopyValue label={t("proof.salt")} value={round.client_seed} />
        <CopyValue label={t("proof.nonce")} value={`${round.nonce}`} />
      </dl>
      <p className="text-sm text-muted">{t("proof.how")}</p>
    </div>
  );
}

function Check({ good, text }: { good: boolean; text: string }) {
  const Icon = good ? CircleCheckIcon : CircleXIcon;
  return (
    <li data-ok={good} className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${good ? "text-gain" : "text-loss"}`} strokeWidth={1.75} />
      {text}
    </li>
  );
}
