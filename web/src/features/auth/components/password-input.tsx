"use client";

import { EyeIcon, EyeOffIcon } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Input } from "@/shared/ui/input";

/** A password that can be looked at while typing. */
export function PasswordInput(props: ComponentProps<"input">) {
  const t = useT("auth");
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOffIcon : EyeIcon;
  return (
    <div className="relative">
      <Input {...props} type={shown ? "text" : "password"} className="pr-13" />
      <button
        type="button"
        aria-pressed={shown}
        aria-label={t("showPassword")}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 grid w-12 place-items-center text-muted hover:text-text"
      >
        <Icon aria-hidden className="size-5" strokeWidth={1.75} />
      </button>
    </div>
  );
}
