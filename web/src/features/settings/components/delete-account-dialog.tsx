"use client";

import { useState } from "react";
import { FormError } from "@/features/auth/components/form-error";
import { PasswordInput } from "@/features/auth/components/password-input";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { Field } from "@/shared/ui/field";
import { useDeleteAccount } from "../hooks/use-account";

/** Asks once more, with the password, before the account is gone for good. */
export function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const t = useT("settings");
  const common = useT("common");
  const auth = useT("auth");
  const remove = useDeleteAccount();
  const isWrongPassword = remove.error instanceof ApiError && remove.error.code === "invalid_credentials";
  const [password, setPassword] = useState("");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("delete.title")}
      description={t("delete.text")}
    >
      <form
        method="post"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate(password);
        }}
      >
        <Field id="delete-password" label={t("delete.password")} error={isWrongPassword ? auth("wrongPassword") : undefined}>
          {(control) => (
            <PasswordInput
              {...control}
              required
              autoComplete="current-password"
              value={password}
              onChange={({ target }) => setPassword(target.value)}
            />
          )}
        </Field>
        {isWrongPassword ? null : <FormError error={remove.error} />}
        <div className="flex justify-end gap-3">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="danger" disabled={password === ""} busy={remove.isPending}>
            {t("delete.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
