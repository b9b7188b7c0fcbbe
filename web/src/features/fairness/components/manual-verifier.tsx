"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { machineQuery, useMachines } from "@/features/slot/api/machines";
import { tableOf } from "@/features/slot/machines/machine";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { Field } from "@/shared/ui/field";
import { Input, Select } from "@/shared/ui/input";
import { verifyOutcome } from "../lib/verify-outcome";
import { OutcomeView } from "./outcome-view";

const seedPattern = /^[0-9a-f]{64}$/i;
const hashPattern = /^([0-9a-f]{64})?$/i;
type Inputs = { serverSeed: string; serverHash: string; clientSeed: string; nonce: string; machineId: string; stake: string };
const blank: Inputs = { serverSeed: "", serverHash: "", clientSeed: "", nonce: "0", machineId: "", stake: "10" };

function isWhole(text: string, step: number): boolean {
  return /^\d{1,15}$/.test(text) && Number(text) % step === 0;
}

/** Any inputs, pasted by hand: nothing of the round leaves this browser. */
export function ManualVerifier() {
  const t = useT("fairness");
  const locale = useLocale();
  const cache = useQueryClient();
  const { data: machines = [] } = useMachines();
  const [inputs, setInputs] = useState(blank);
  const machineId = inputs.machineId || (machines[0]?.id ?? "");
  const run = useMutation({
    mutationFn: async () => {
      const machine = await cache.ensureQueryData(machineQuery(machineId));
      const draw = { server_seed: inputs.serverSeed, client_seed: inputs.clientSeed, nonce: Number(inputs.nonce) };
      const recorded = inputs.serverHash ? { server_seed_hash: inputs.serverHash } : {};
      const { redo } = await import("@/features/slot/redo");
      const played = { redo, table: tableOf(machine), params: { bet_amount: Number(inputs.stake) } };
      return { variant: machine.id, verification: await verifyOutcome(draw, played, recorded) };
    },
  });
  const change = (part: Partial<Inputs>) => {
    setInputs((before) => ({ ...before, ...part }));
    run.reset();
  };
  const seedError = inputs.serverSeed !== "" && !seedPattern.test(inputs.serverSeed) ? t("manual.badSeed") : undefined;
  const hashError = hashPattern.test(inputs.serverHash) ? undefined : t("manual.badSeed");
  const stakeError = isWhole(inputs.stake, 10) ? undefined : t("manual.badStake");
  const nonceError = isWhole(inputs.nonce, 1) ? undefined : t("manual.badNonce");
  const isReady = seedPattern.test(inputs.serverSeed) && inputs.clientSeed !== "" && machineId !== "" && !hashError && !stakeError && !nonceError;
  return (
    <div className="grid gap-5">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) run.mutate();
        }}
      >
        <TextField id="m-seed" label={t("inputs.server")} error={seedError} value={inputs.serverSeed} onChange={(text) => change({ serverSeed: text.trim() })} />
        <TextField id="m-hash" label={t("manual.hash")} error={hashError} value={inputs.serverHash} onChange={(text) => change({ serverHash: text.trim() })} />
        <TextField id="m-client" label={t("inputs.client")} value={inputs.clientSeed} onChange={(clientSeed) => change({ clientSeed })} />
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField id="m-nonce" label={t("inputs.nonce")} error={nonceError} numeric value={inputs.nonce} onChange={(nonce) => change({ nonce })} />
          <TextField id="m-stake" label={t("inputs.stake")} error={stakeError} numeric value={inputs.stake} onChange={(stake) => change({ stake })} />
          <Field id="m-machine" label={t("inputs.machine")}>
            {(control) => (
              <Select {...control} value={machineId} onChange={(event) => change({ machineId: event.target.value })}>
                {machines.map((machine) => (
                  <option key={machine.id} value={machine.id}>
                    {machine.name[locale]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Button type="submit" variant="primary" disabled={!isReady} busy={run.isPending}>
          {t("manual.action")}
        </Button>
      </form>
      {run.data ? <OutcomeView game="slot" variant={run.data.variant} verification={run.data.verification} /> : null}
      {run.error ? <ErrorState error={run.error} /> : null}
    </div>
  );
}

type TextFieldProps = { id: string; label: string; value: string; error?: string; numeric?: boolean; onChange: (text: string) => void };

function TextField({ id, label, value, error, numeric = false, onChange }: TextFieldProps) {
  return (
    <Field id={id} label={label} error={error}>
      {(control) => (
        <Input {...control} value={value} inputMode={numeric ? "numeric" : "text"} spellCheck={false} autoComplete="off" className="font-mono text-sm" onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
