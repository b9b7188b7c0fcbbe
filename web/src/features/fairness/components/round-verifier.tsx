"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isShared } from "@/features/games/catalogue";
import { api, unwrap } from "@/shared/api/client";
import { useFormat } from "@/shared/format/use-format";
import { Link, useNavigate } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { Skeleton } from "@/shared/ui/skeleton";
import { useRotation } from "../api/commitments";
import { type Proof, useProof, useVerification } from "../api/proof";
import { CopyValue } from "./copy-value";
import { OutcomeView } from "./outcome-view";

/** Takes a round's id, fetches what was recorded of it, and does it again here. */
export function RoundVerifier({ asked }: { asked: string }) {
  const t = useT("fairness");
  const navigate = useNavigate();
  const [text, setText] = useState(asked);
  const proof = useProof(asked);
  return (
    <div className="grid gap-5">
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) navigate.push(`/fairness?round=${encodeURIComponent(text.trim())}`);
        }}
      >
        <Field id="round-id" label={t("verifier.roundId")}>
          {(control) => <Input {...control} value={text} spellCheck={false} autoComplete="off" onChange={(event) => setText(event.target.value)} />}
        </Field>
        <Button type="submit" variant="primary" disabled={text.trim() === ""}>
          {t("verifier.check")}
        </Button>
      </form>
      {asked === "" ? (
        <RecentRounds />
      ) : proof.data ? (
        <ProofView proof={proof.data} />
      ) : proof.error ? (
        <ErrorState error={proof.error} onRetry={() => void proof.refetch()} />
      ) : (
        <Skeleton className="h-72" />
      )}
    </div>
  );
}

function ProofView({ proof }: { proof: Proof }) {
  const t = useT("fairness");
  const format = useFormat();
  const { table, verification } = useVerification(proof);
  const error = table.error ?? verification.error;
  const worked = verification.data;
  return (
    <div className="grid gap-5">
      <dl className="grid grid-cols-2 gap-3">
        <CopyValue label={t("inputs.serverHash")} value={proof.server_seed_hash} />
        {proof.server_seed ? <CopyValue label={t("inputs.server")} value={proof.server_seed} /> : null}
        <CopyValue label={t("inputs.client")} value={proof.client_seed} />
        <div>
          <dt className="text-sm text-muted">{t("inputs.nonce")}</dt>
          <dd className="tabular font-mono text-sm">{format.integer(proof.nonce)}</dd>
        </div>
        <div>
          <dt className="text-sm text-muted">{t("inputs.stake")}</dt>
          <dd className="tabular font-mono text-sm">{format.integer(Number(proof.outcome.bet_amount))}</dd>
        </div>
      </dl>
      {proof.server_seed === null ? (
        isShared(proof.game) ? <StillOn /> : <NotRevealed />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void table.refetch()} />
      ) : worked ? (
        <OutcomeView game={worked.game} variant={proof.game_variant ?? ""} verification={worked.verification} />
      ) : (
        <Skeleton className="h-48" />
      )}
    </div>
  );
}

/** A shared round that has not ended: `useProof` asks again until it has. */
function StillOn() {
  const t = useT("fairness");
  return (
    <div role="status" className="grid gap-3 rounded-md bg-cyan-soft p-4 text-sm">
      <p className="font-semibold">{t("waiting.shared.title")}</p>
      <p>{t("waiting.shared.why")}</p>
    </div>
  );
}

/** Why this round cannot be checked yet, and the button that changes that. */
function NotRevealed() {
  const t = useT("fairness");
  const rotation = useRotation();
  return (
    <div className="grid justify-items-start gap-3 rounded-md bg-cyan-soft p-4 text-sm">
      <p className="font-semibold">{t("waiting.title")}</p>
      <p>{t("waiting.why")}</p>
      <Button busy={rotation.isPending} onClick={() => rotation.mutate(undefined)}>
        {t("waiting.action")}
      </Button>
      {rotation.error ? <ErrorState error={rotation.error} /> : null}
    </div>
  );
}

const RECENT_MAX = 8;

function RecentRounds() {
  const t = useT("fairness");
  const format = useFormat();
  const { data, error, refetch } = useQuery({
    queryKey: ["fairness", "recent"],
    queryFn: async () => (await unwrap(api.GET("/api/games/rounds", { params: { query: { limit: RECENT_MAX } } }))).items,
  });
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-48" />;
  if (data.length === 0) {
    return (
      <EmptyState
        title={t("recent.empty")}
        hint={t("recent.emptyHint")}
        action={
          <Button asChild>
            <Link href="/slot">{t("recent.play")}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-semibold">{t("recent.title")}</h3>
      <ul className="grid">
        {data.map((round) => (
          <li key={round.round_id} className="border-t border-line first:border-0">
            <Link href={`/fairness?round=${round.round_id}`} className="flex min-h-12 items-center gap-3 rounded-sm px-1 text-sm hover:bg-raised">
              <span className="text-muted">{format.full(round.created_at)}</span>
              <Amount value={round.net} signed className="ml-auto" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
