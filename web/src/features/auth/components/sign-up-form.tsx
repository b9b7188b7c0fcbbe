"use client";

import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { ApiError } from "@/shared/api/errors";
import { useErrorText } from "@/shared/api/error-text";
import { useSession } from "@/shared/auth/session";
import { Link, useNavigate } from "@/shared/i18n/link";
import { useLocale, useT } from "@/shared/i18n/use-t";
import { useQueryValue } from "@/shared/shell/use-query-value";
import { Button } from "@/shared/ui/button";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { refusedFields } from "../field-errors";
import { useSignUp } from "../hooks/use-access";
import { passwordLengthMax, passwordLengthMin } from "../password-length";
import { type SignUpForm as Fields, signUpBody } from "../sign-up-body";
import { Door } from "./door";
import { FormError } from "./form-error";
import { PasswordInput } from "./password-input";

function isField(name: string): name is keyof Fields {
  return ["site_id", "nickname", "password", "invite_code", "phone_number", "email"].includes(name);
}

function useSignUpForm() {
  const t = useT("auth");
  const text = useErrorText();
  const code = useQueryValue("code");
  const signUp = useSignUp(useLocale());
  const form = useForm<Fields>({
    defaultValues: { site_id: "", nickname: "", password: "", invite_code: "", phone_number: "", email: "" },
  });
  const { setValue } = form;
  useEffect(() => {
    if (code) setValue("invite_code", code);
  }, [code, setValue]);
  const submit = form.handleSubmit((fields) =>
    signUp.mutateAsync(signUpBody(fields)).catch((error: unknown) => {
      const isFormat = error instanceof ApiError && error.code === "validation_error";
      for (const name of refusedFields(error)) {
        if (isField(name)) form.setError(name, { message: isFormat ? t(`format.${name}`) : text(error) });
      }
    }),
  );
  return { form, submit, signUp };
}

export function SignUpForm() {
  const t = useT("auth");
  const navigate = useNavigate();
  const status = useSession((session) => session.status);
  const { form, submit, signUp } = useSignUpForm();
  const { register, formState } = form;
  const { errors } = formState;

  useEffect(() => {
    if (status === "member") navigate.replace(signUp.isSuccess ? "/welcome" : "/home");
  }, [status, navigate, signUp.isSuccess]);

  return (
    <Door
      title={t("signUp.title")}
      lead={t("signUp.lead")}
      footer={
        <p>
          {t("haveAccount")}{" "}
          <Link href="/login" className="inline-flex min-h-11 items-center font-semibold text-text underline underline-offset-4">
            {t("login.submit")}
          </Link>
        </p>
      }
    >
      <form method="post" noValidate className="grid gap-4" onSubmit={submit}>
        <Field id="invite_code" label={t("inviteCode")} error={errors.invite_code?.message}>
          {(control) => <Input {...control} autoComplete="off" {...register("invite_code", { required: t("needInvite") })} />}
        </Field>
        <Field id="site_id" label={t("siteId")} hint={t("siteIdHint")} error={errors.site_id?.message}>
          {(control) => <Input {...control} autoComplete="username" autoCapitalize="none" {...register("site_id", { required: t("needSiteId") })} />}
        </Field>
        <Field id="nickname" label={t("nickname")} hint={t("nicknameHint")} error={errors.nickname?.message}>
          {(control) => <Input {...control} autoComplete="nickname" {...register("nickname", { required: t("needNickname") })} />}
        </Field>
        <Field id="password" label={t("password")} hint={t("passwordHint")} error={errors.password?.message}>
          {(control) => (
            <PasswordInput
              {...control}
              autoComplete="new-password"
              {...register("password", {
                required: t("passwordShort"),
                minLength: { value: passwordLengthMin, message: t("passwordShort") },
                maxLength: { value: passwordLengthMax, message: t("passwordLong") },
              })}
            />
          )}
        </Field>
        <details className="hairline rounded-md px-4">
          <summary className="flex min-h-12 cursor-pointer items-center text-sm font-medium text-muted">{t("optional")}</summary>
          <div className="grid gap-4 pt-1 pb-4">
            <Field id="phone_number" label={t("phone")} error={errors.phone_number?.message}>
              {(control) => <Input {...control} type="tel" autoComplete="tel" {...register("phone_number")} />}
            </Field>
            <Field id="email" label={t("email")} error={errors.email?.message}>
              {(control) => <Input {...control} type="email" autoComplete="email" {...register("email")} />}
            </Field>
          </div>
        </details>
        {signUp.error && refusedFields(signUp.error).length === 0 ? <FormError error={signUp.error} /> : null}
        <Button type="submit" variant="primary" size="lg" busy={signUp.isPending}>
          {t("signUp.submit")}
        </Button>
      </form>
    </Door>
  );
}
