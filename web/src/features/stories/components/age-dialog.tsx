"use client";

import { useState } from "react";
import { FormError } from "@/features/auth/components/form-error";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { type AgeState, useNotice, useVerify } from "../api/stories";

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

/** The legal notice, the declaration, and the check. Closes itself once the check holds. */
export function AgeDialog({ open, onOpenChange }: Props) {
  const t = useT("stories");
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("age.dialog")} description={t("age.lead")}>
      <AgeForm onVerified={() => onOpenChange(false)} />
    </Dialog>
  );
}

function AgeForm({ onVerified }: { onVerified: () => void }) {
  const t = useT("stories");
  const locale = useLocale();
  const notice = useNotice();
  const verify = useVerify();
  const [birthDate, setBirthDate] = useState("");
  const [agrees, setAgrees] = useState(false);
  const knows = typeof notice.data?.age.birth_date === "string";
  if (verify.data && verify.data.status !== "verified") return <Waiting state={verify.data} />;
  return (
    <form
      method="post"
      className="grid grid-cols-1 gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        verify.mutate(knows ? null : birthDate, {
          onSuccess: ({ status }) => {
            if (status !== "verified") return;
            toast.success(t("age.done"));
            onVerified();
          },
        });
      }}
    >
      <section className="grid gap-1.5 rounded-md bg-raised px-4 py-3 text-sm">
        <h3 className="font-semibold">{t("legal")}</h3>
        {notice.data ? <p className="text-muted">{notice.data.notice[locale]}</p> : <Skeleton className="h-20" />}
      </section>
      {knows ? (
        <p className="text-sm text-muted">{t("age.known")}</p>
      ) : (
        <Field id="stories-birth" label={t("age.birth")} hint={t("age.birthHint")}>
          {(control) => (
            <Input {...control} type="date" required autoComplete="bday" min="1900-01-01" value={birthDate} onChange={({ target }) => setBirthDate(target.value)} />
          )}
        </Field>
      )}
      <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm">
        <input type="checkbox" className="size-5 shrink-0 accent-(--violet)" checked={agrees} onChange={({ target }) => setAgrees(target.checked)} />
        {t("age.agree")}
      </label>
      <FormError error={verify.error} />
      <Button type="submit" variant="primary" size="lg" block disabled={!agrees || !notice.data || (!knows && birthDate === "")} busy={verify.isPending}>
        {t("age.submit")}
      </Button>
    </form>
  );
}

/** The check goes on elsewhere, or cannot be made here. */
function Waiting({ state }: { state: AgeState }) {
  const t = useT("stories");
  return (
    <div className="grid gap-4">
      <p role="status">{state.redirect_url ? t("age.pending") : t("age.declared")}</p>
      {state.redirect_url ? (
        <Button asChild variant="primary" size="lg">
          <a href={state.redirect_url}>{t("age.goOn")}</a>
        </Button>
      ) : null}
    </div>
  );
}
