"use client";

import { RadioGroup } from "radix-ui";
import { Avatar, avatars } from "@/features/profile/components/avatar";
import { useErrorText } from "@/shared/api/error-text";
import { useSession } from "@/shared/auth/session";
import { useT } from "@/shared/i18n/use-t";
import { toast } from "@/shared/ui/toast";
import { useUpdateMe } from "../hooks/use-account";

/** The twelve rings a player may wear; a press puts one on. */
export function AvatarPicker() {
  const t = useT("settings");
  const text = useErrorText();
  const user = useSession((session) => session.user);
  const update = useUpdateMe();
  if (!user) return null;
  return (
    <RadioGroup.Root
      aria-label={t("avatar.label")}
      value={update.isPending ? update.variables.avatar : user.avatar}
      onValueChange={(avatar) => update.mutate({ avatar }, { onError: (error) => toast.error(text(error)) })}
      className="grid grid-cols-4 gap-2 sm:grid-cols-6"
    >
      {avatars.map((avatar, index) => (
        <RadioGroup.Item
          key={avatar}
          value={avatar}
          aria-label={t("avatar.option", { number: index + 1 })}
          className="grid min-h-16 place-items-center rounded-md border border-transparent hover:bg-raised data-[state=checked]:border-violet data-[state=checked]:bg-violet-soft"
        >
          <Avatar avatar={avatar} name={user.nickname} className="size-12" />
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
