"use client";

import { useForm } from "react-hook-form";
import { ApiError } from "@/shared/api/errors";
import { useErrorText } from "@/shared/api/error-text";
import { useSession } from "@/shared/auth/session";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { toast } from "@/shared/ui/toast";
import { useUpdateMe } from "../hooks/use-account";

export function NicknameForm() {
  const t = useT("settings");
  const common = useT("common");
  const text = useErrorText();
  const nickname = useSession(({ user }) => user?.nickname ?? "");
  const update = useUpdateMe();
  const { register, handleSubmit, setError, formState } = useForm<{ nickname: string }>({ values: { nickname } });

  const submit = handleSubmit((fields) =>
    update.mutateAsync({ nickname: fields.nickname.trim() }).then(
      () => toast.success(t("nickname.done")),
      (error: unknown) => {
        const isFormat = error instanceof ApiError && error.code === "validation_error";
        setError("nickname", { message: isFormat ? t("nickname.format") : text(error) });
      },
    ),
  );

  return (
    <form noValidate onSubmit={submit} className="flex max-w-sm items-start gap-3">
      <div className="flex-1">
        <Field id="nickname" label={t("nickname.label")} error={formState.errors.nickname?.message}>
          {(control) => <Input {...control} autoComplete="nickname" {...register("nickname", { required: t("nickname.needed") })} />}
        </Field>
      </div>
      <Button type="submit" className="mt-[1.625rem] min-h-12" disabled={!formState.isDirty} busy={update.isPending}>
        {common("save")}
      </Button>
    </form>
  );
}
