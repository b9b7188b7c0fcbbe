"use client";

import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { useSession } from "@/shared/auth/session";
import { Link, useNavigate } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useQueryValue } from "@/shared/shell/use-query-value";
import { Button } from "@/shared/ui/button";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { useLogin } from "../hooks/use-access";
import { returnPath } from "../return-path";
import { Door } from "./door";
import { FormError } from "./form-error";
import { PasswordInput } from "./password-input";

type Fields = { site_id: string; password: string };

export function LoginForm() {
  const t = useT("auth");
  const navigate = useNavigate();
  const next = returnPath(useQueryValue("next"));
  const status = useSession((session) => session.status);
  const login = useLogin();
  const { register, handleSubmit, formState } = useForm<Fields>();
  const { errors } = formState;

  useEffect(() => {
    if (status === "member") navigate.replace(next);
  }, [status, navigate, next]);

  return (
    <Door
      title={t("login.title")}
      lead={t("login.lead")}
      footer={
        <p>
          {t("login.noAccount")}{" "}
          <Link href="/invite" className="inline-flex min-h-11 items-center font-semibold text-text underline underline-offset-4">
            {t("login.toInvite")}
          </Link>
        </p>
      }
    >
      <form method="post" noValidate className="grid gap-4" onSubmit={handleSubmit((fields) => login.mutate(fields))}>
        <Field id="site_id" label={t("siteIdOrNickname")} error={errors.site_id?.message}>
          {(control) => (
            <Input {...control} autoComplete="username" autoCapitalize="none" {...register("site_id", { required: t("needSiteId") })} />
          )}
        </Field>
        <Field id="password" label={t("password")} error={errors.password?.message}>
          {(control) => (
            <PasswordInput {...control} autoComplete="current-password" {...register("password", { required: t("needPassword") })} />
          )}
        </Field>
        <FormError error={login.error} />
        <Button type="submit" variant="primary" size="lg" busy={login.isPending}>
          {t("login.submit")}
        </Button>
      </form>
    </Door>
  );
}
