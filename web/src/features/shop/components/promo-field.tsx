"use client";

import { type FormEvent, useState } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";

type Props = { applied: string | null; error: unknown; busy: boolean; onApply: (code: string | null) => void };

/** A code, tried before anything is bought. */
export function PromoField({ applied, error, busy, onApply }: Props) {
  const t = useT("shop");
  const text = useErrorText();
  const [typed, setTyped] = useState("");
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onApply(typed.trim().toUpperCase() || null);
  };
  const refusal = error instanceof ApiError && t.has(`refused.${error.code}`) ? t(`refused.${error.code}`) : text(error);
  const hint = applied && !error && !busy ? { hint: t("promo.applied", { code: applied }) } : {};
  return (
    <form onSubmit={apply}>
      <Field id="shop-promo" label={t("promo.label")} {...(error ? { error: refusal } : hint)}>
        {(control) => (
          <div className="flex gap-2">
            <Input {...control} value={typed} onChange={({ target }) => setTyped(target.value)} maxLength={32} autoCapitalize="characters" autoComplete="off" spellCheck={false} />
            <Button type="submit" busy={busy} className="min-h-12">
              {t("promo.apply")}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
