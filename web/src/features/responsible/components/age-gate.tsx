"use client";

import { useState } from "react";
import { FormError } from "@/features/auth/components/form-error";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { useVerifyAge } from "../api/breaks";

/** Stands before a game where the market opens games to adults only. First asks with what the sign-up knows. */
export function AgeGate() {
  const t = useT("frame");
  const verify = useVerifyAge();
  const [birthDate, setBirthDate] = useState("");
  const [asks, setAsks] = useState(false);
  const isMissing = verify.error instanceof ApiError && verify.error.code === "birth_date_required";
  return (
    <Card className="mx-auto grid w-full max-w-md gap-5">
      <div className="grid gap-1.5">
        <CardTitle>{t("age.title")}</CardTitle>
        <p className="text-sm text-muted">{t("age.text")}</p>
      </div>
      <form
        method="post"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          verify.mutate(asks ? birthDate : null, {
            onError: (error) => {
              if (error instanceof ApiError && error.code === "birth_date_required") setAsks(true);
            },
          });
        }}
      >
        {asks ? (
          <Field id="age-birth" label={t("age.birth")} hint={t("age.hint")}>
            {(control) => (
              <Input
                {...control}
                type="date"
                required
                autoComplete="bday"
                min="1900-01-01"
                value={birthDate}
                onChange={({ target }) => setBirthDate(target.value)}
              />
            )}
          </Field>
        ) : null}
        {isMissing ? null : <FormError error={verify.error} />}
        <Button type="submit" size="lg" variant="primary" block busy={verify.isPending}>
          {t("age.confirm")}
        </Button>
      </form>
    </Card>
  );
}
