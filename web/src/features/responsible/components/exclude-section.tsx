"use client";

import { useState } from "react";
import { FormError } from "@/features/auth/components/form-error";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { Dialog } from "@/shared/ui/dialog";
import { Field } from "@/shared/ui/field";
import { Select } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useSelfExclude } from "../api/breaks";

/** Words for each length on offer, by days. */
const lengths = [
  { days: 7, word: "days", values: { days: 7 } },
  { days: 30, word: "days", values: { days: 30 } },
  { days: 90, word: "months", values: { months: 3 } },
  { days: 180, word: "months", values: { months: 6 } },
  { days: 365, word: "years", values: { years: 1 } },
  { days: 1825, word: "years", values: { years: 5 } },
] as const;

/** Leaving for longer: said plainly, asked twice, never undone. */
export function ExcludeSection() {
  const t = useT("responsible");
  const [isOpen, setOpen] = useState(false);
  return (
    <Card aria-labelledby="exclude-title">
      <CardTitle id="exclude-title">{t("exclude.title")}</CardTitle>
      <p className="mt-1 mb-5 text-sm text-muted">{t("exclude.hint")}</p>
      <Button variant="danger" onClick={() => setOpen(true)}>
        {t("exclude.open")}
      </Button>
      {isOpen ? <ExcludeDialog onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function ExcludeDialog({ onClose }: { onClose: () => void }) {
  const t = useT("responsible");
  const common = useT("common");
  const format = useFormat();
  const [days, setDays] = useState("30");
  const [understood, setUnderstood] = useState(false);
  const exclude = useSelfExclude((until) => toast.plain(t("exclude.gone", { until: format.full(until) })));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("exclude.ask")} description={t("exclude.askText")}>
      <form
        method="post"
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          exclude.mutate(Number(days));
        }}
      >
        <Field id="exclude-days" label={t("exclude.length")}>
          {(control) => (
            <Select {...control} value={days} onChange={({ target }) => setDays(target.value)}>
              {lengths.map((length) => (
                <option key={length.days} value={length.days}>
                  {t(`exclude.${length.word}`, length.values)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <label className="flex min-h-11 items-center gap-3 text-sm">
          <input type="checkbox" className="size-5 shrink-0 accent-violet" checked={understood} onChange={({ target }) => setUnderstood(target.checked)} />
          {t("exclude.understood")}
        </label>
        <FormError error={exclude.error} />
        <div className="flex justify-end gap-3">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="danger" disabled={!understood} busy={exclude.isPending}>
            {t("exclude.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
