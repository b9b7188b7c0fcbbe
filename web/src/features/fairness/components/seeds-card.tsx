"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { Skeleton } from "@/shared/ui/skeleton";
import { useCommitments, useRotation } from "../api/commitments";
import { commitmentOf } from "../lib/draw";
import { CopyValue } from "./copy-value";

/** Visible ASCII without a colon, 1 to 64: what the draw's message can carry. */
export const clientSeedPattern = /^[!-9;-~]{1,64}$/;

/** The seeds in use and their rotation. */
export function SeedsCard() {
  const t = useT("fairness");
  const format = useFormat();
  const { data, error, refetch } = useCommitments();
  const rotation = useRotation();
  return (
    <Card className="grid gap-4">
      <CardTitle>{t("seeds.title")}</CardTitle>
      {data ? (
        <>
          <dl className="grid gap-3">
            <CopyValue label={t("seeds.serverHash")} value={data.server_seed_hash} />
            <CopyValue label={t("seeds.nextHash")} value={data.next_server_seed_hash} />
            <CopyValue label={t("seeds.client")} value={data.client_seed} />
            <div>
              <dt className="text-sm text-muted">{t("seeds.nonce")}</dt>
              <dd className="tabular font-mono text-sm">{format.integer(data.nonce)}</dd>
            </div>
          </dl>
          <RotateForm busy={rotation.isPending} error={rotation.error} onRotate={(seed) => rotation.mutate(seed)} />
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-64" />
      )}
      {rotation.data ? (
        <Revealed seed={rotation.data.revealed_server_seed} />
      ) : null}
    </Card>
  );
}

function RotateForm({ busy, error, onRotate }: { busy: boolean; error: unknown; onRotate: (seed: string | undefined) => void }) {
  const t = useT("fairness");
  const errorText = useErrorText();
  const [seed, setSeed] = useState("");
  const isValid = seed === "" || clientSeedPattern.test(seed);
  return (
    <form
      className="grid gap-3 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isValid) return;
        onRotate(seed || undefined);
        setSeed("");
      }}
    >
      <Field id="client-seed" label={t("rotate.label")} hint={t("rotate.hint")} error={isValid ? undefined : t("rotate.invalid")}>
        {(control) => (
          <Input {...control} value={seed} maxLength={64} autoComplete="off" spellCheck={false} placeholder={t("rotate.placeholder")} onChange={(event) => setSeed(event.target.value)} />
        )}
      </Field>
      <Button type="submit" busy={busy} disabled={!isValid}>
        {t("rotate.action")}
      </Button>
      {error ? (
        <p role="alert" className="text-sm text-loss">
          {errorText(error)}
        </p>
      ) : null}
    </form>
  );
}

/** The seed that was just revealed, with its hash worked out here so that the promise can be compared at once. */
function Revealed({ seed }: { seed: string }) {
  const t = useT("fairness");
  const hash = useQuery({ queryKey: ["commitment", seed], queryFn: () => commitmentOf(seed), staleTime: Number.POSITIVE_INFINITY });
  return (
    <div role="status" className="motion-enter grid gap-3 rounded-md bg-violet-soft p-4">
      <p className="text-sm font-semibold">{t("rotate.done")}</p>
      <dl className="grid gap-3">
        <CopyValue label={t("rotate.revealed")} value={seed} />
        {hash.data ? <CopyValue label={t("rotate.revealedHash")} value={hash.data} /> : null}
      </dl>
    </div>
  );
}
