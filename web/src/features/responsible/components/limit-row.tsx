"use client";

import { type FormEvent, useState } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { type Limit, type LimitKind, useSetLimits } from "../api/limits";
import { useLimitText } from "../hooks/use-limit-text";
import type { Usage } from "../hooks/use-play-session";
import { isLooser, readLimit, unitOf } from "../units";
import { LimitMeter } from "./limit-meter";

type Props = { kind: LimitKind; limit: Limit; usage: Usage | undefined };

/** One limit: what holds, what waits, how much is used, and the way to change it in place. */
export function LimitRow({ kind, limit, usage }: Props) {
  const t = useT("responsible");
  const frame = useT("frame");
  const text = useLimitText();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const name = frame(`limit.name.${kind}`);
  return (
    <li className="grid gap-3 py-4 first:pt-0 last:pb-0">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="text-sm text-muted">{name}</p>
          <p className={limit.value === null ? "text-muted" : "tabular font-semibold"}>{text(kind, limit.value)}</p>
          {limit.pending_from ? (
            <p className="text-sm text-violet">{t("limits.pending", { when: format.dateTime(limit.pending_from), value: text(kind, limit.pending_value) })}</p>
          ) : null}
        </div>
        {isOpen ? null : (
          <Button aria-label={t("limits.changeOf", { name })} onClick={() => setOpen(true)}>
            {t("limits.change")}
          </Button>
        )}
      </div>
      {usage ? <LimitMeter usage={usage} /> : null}
      {isOpen ? <LimitForm kind={kind} limit={limit} onDone={() => setOpen(false)} /> : null}
    </li>
  );
}

function LimitForm({ kind, limit, onDone }: { kind: LimitKind; limit: Limit; onDone: () => void }) {
  const t = useT("responsible");
  const frame = useT("frame");
  const common = useT("common");
  const errorText = useErrorText();
  const save = useSetLimits();
  const unit = unitOf[kind];
  const [typed, setTyped] = useState(limit.value === null ? "" : `${limit.value}`);
  const wanted = readLimit(typed, unit);
  const isBad = typed !== "" && wanted === null;
  const send = (value: number | null) =>
    save.mutate(
      { [kind]: value },
      {
        onSuccess: () => {
          toast.success(t(isLooser(value, limit.value) ? "limits.savedLater" : "limits.saved"));
          onDone();
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== null) send(wanted);
  };
  const effect = wanted === null || wanted === limit.value ? t(`limits.help.${kind}`) : t(isLooser(wanted, limit.value) ? "limits.later" : "limits.atOnce");
  const error = isBad ? t("limits.bad") : save.error ? errorText(save.error) : undefined;
  return (
    <form method="post" className="grid gap-3 rounded-md bg-raised p-4" onSubmit={submit}>
      <Field id={`limit-${kind}`} label={`${frame(`limit.name.${kind}`)} (${t(`limits.amount.${unit}`)})`} hint={effect} error={error}>
        {(control) => (
          <Input {...control} autoFocus inputMode="numeric" autoComplete="off" value={typed} onChange={({ target }) => setTyped(target.value.replaceAll(",", ""))} />
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        {limit.pending_from ? (
          <Button variant="ghost" disabled={save.isPending} onClick={() => send(limit.value)}>
            {t("limits.keep")}
          </Button>
        ) : limit.value === null ? null : (
          <Button variant="ghost" disabled={save.isPending} onClick={() => send(null)}>
            {t("limits.remove")}
          </Button>
        )}
        <Button onClick={onDone}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" disabled={wanted === null} busy={save.isPending}>
          {common("save")}
        </Button>
      </div>
    </form>
  );
}
