"use client";

import { useSearchParams } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { useMachine, useMachines } from "@/features/slot/api/machines";
import "@/features/slot/machines/machines.css";
import { Link } from "@/shared/i18n/link";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import { ErrorState } from "@/shared/ui/error-state";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { Skeleton } from "@/shared/ui/skeleton";
import { useSlotOdds } from "../api/odds";
import { MachineOdds } from "./machine-odds";

/** Every figure of the club's machines as text, from the configuration that plays. `?machine=` opens one. */
export function OddsScreen() {
  const t = useT("odds");
  const asked = useSearchParams().get("machine");
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim().toLowerCase());
  const machines = useMachines();
  const odds = useSlotOdds();
  const current = machines.data?.find(({ id }) => id === asked) ?? machines.data?.[0];
  const machine = useMachine(current?.id ?? "");
  const sheet = odds.data?.find(({ machine_id }) => machine_id === current?.id);
  const failed = [machines, odds, machine].find(({ error }) => error);
  return (
    <div className="grid gap-6">
      <header className="grid max-w-2xl gap-2">
        <h1 className="text-2xl font-bold">{t("title")}</h1>
        <p className="text-muted">{t("intro")}</p>
      </header>
      <nav aria-label={t("machines")} className="flex flex-wrap gap-2">
        {machines.data?.map(({ id, name }) => (
          <MachineLink key={id} id={id} name={name} isCurrent={id === current?.id} />
        ))}
      </nav>
      <div className="max-w-md">
        <Field id="odds-search" label={t("search.label")} hint={t("search.hint")}>
          {(control) => <Input {...control} type="search" value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
      </div>
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : machine.data && sheet ? (
        <MachineOdds key={machine.data.id} machine={machine.data} sheet={sheet} query={query} />
      ) : (
        <Skeleton className="h-[40rem]" />
      )}
    </div>
  );
}

function MachineLink({ id, name, isCurrent }: { id: string; name: { ko: string; en: string }; isCurrent: boolean }) {
  const locale = useLocale();
  return (
    <Link
      href={`/odds?machine=${id}`}
      aria-current={isCurrent ? "page" : undefined}
      className={cn(
        "hairline flex min-h-11 items-center rounded-md px-4 text-sm font-medium text-muted hover:text-text",
        isCurrent && "border-line-strong bg-raised text-text",
      )}
    >
      {name[locale]}
    </Link>
  );
}
