"use client";

import { useForm } from "react-hook-form";
import { Link, useNavigate } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { useCheckInvite } from "../hooks/use-access";
import { Door } from "./door";
import { FormError } from "./form-error";

const reasons = ["UNKNOWN_OR_UNSUPPORTED_CODE", "ALREADY_USED", "INACTIVE", "EXPIRED"];

export function InviteForm() {
  const t = useT("auth");
  const navigate = useNavigate();
  const check = useCheckInvite();
  const { register, handleSubmit, setError, formState } = useForm<{ code: string }>();

  const submit = handleSubmit(({ code }) =>
    check.mutateAsync(code.trim()).then(
      (answer) => {
        if (answer.valid) navigate.push(`/signup?code=${encodeURIComponent(answer.code)}`);
        else {
          const reason = reasons.find((known) => known === answer.reason) ?? "UNKNOWN_OR_UNSUPPORTED_CODE";
          setError("code", { message: t(`invite.reason.${reason}`) }, { shouldFocus: true });
        }
      },
      () => undefined,
    ),
  );

  return (
    <Door
      title={t("invite.title")}
      lead={t("invite.lead")}
      footer={
        <p>
          {t("haveAccount")}{" "}
          <Link href="/login" className="inline-flex min-h-11 items-center font-semibold text-text underline underline-offset-4">
            {t("login.submit")}
          </Link>
        </p>
      }
    >
      <form noValidate className="grid gap-4" onSubmit={submit}>
        <Field id="code" label={t("inviteCode")} error={formState.errors.code?.message}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              autoCapitalize="characters"
              className="tabular text-center text-xl font-semibold tracking-[0.24em]"
              {...register("code", { required: t("needInvite"), maxLength: { value: 64, message: t("invite.reason.UNKNOWN_OR_UNSUPPORTED_CODE") } })}
            />
          )}
        </Field>
        <FormError error={check.error} />
        <Button type="submit" variant="primary" size="lg" busy={check.isPending}>
          {t("invite.submit")}
        </Button>
      </form>
    </Door>
  );
}
