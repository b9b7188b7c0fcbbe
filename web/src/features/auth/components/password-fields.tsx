"use client";

import { useForm } from "react-hook-form";
import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Field } from "@/shared/ui/field";
import { toast } from "@/shared/ui/toast";
import { useChangePassword } from "../hooks/use-access";
import { passwordLengthMax, passwordLengthMin } from "../password-length";
import { FormError } from "./form-error";
import { PasswordInput } from "./password-input";

type Fields = { current_password: string; new_password: string };

/** Old and new password; other devices are logged out by the change. `prominent`: it is the screen's one action. */
export function PasswordFields({ prominent = false }: { prominent?: boolean }) {
  const t = useT("auth");
  const text = useErrorText();
  const change = useChangePassword();
  const { register, handleSubmit, reset, setError, formState } = useForm<Fields>();
  const { errors } = formState;

  const submit = handleSubmit((fields) =>
    change.mutateAsync(fields).then(
      () => {
        toast.success(t("change.done"));
        reset();
      },
      (error: unknown) => {
        if (!(error instanceof ApiError)) return;
        if (error.code === "invalid_credentials") setError("current_password", { message: t("wrongPassword") });
        if (error.code === "password_refused") setError("new_password", { message: text(error) });
      },
    ),
  );
  const atField = errors.current_password !== undefined || errors.new_password !== undefined;

  return (
    <form method="post" noValidate className="grid gap-4" onSubmit={submit}>
      <Field id="current_password" label={t("change.current")} error={errors.current_password?.message}>
        {(control) => (
          <PasswordInput {...control} autoComplete="current-password" {...register("current_password", { required: t("needPassword") })} />
        )}
      </Field>
      <Field id="new_password" label={t("change.next")} hint={t("passwordHint")} error={errors.new_password?.message}>
        {(control) => (
          <PasswordInput
            {...control}
            autoComplete="new-password"
            {...register("new_password", {
              required: t("passwordShort"),
              minLength: { value: passwordLengthMin, message: t("passwordShort") },
              maxLength: { value: passwordLengthMax, message: t("passwordLong") },
            })}
          />
        )}
      </Field>
      {atField ? null : <FormError error={change.error} />}
      <Button type="submit" variant={prominent ? "primary" : "secondary"} size={prominent ? "lg" : "md"} busy={change.isPending}>
        {t("change.submit")}
      </Button>
    </form>
  );
}
