"use client";

import { MinusIcon, PlusIcon } from "lucide-react";
import { useId } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "./button";

type Props = {
  label: string;
  value: number;
  /** The most that can be chosen; the least is one. */
  most: number;
  disabled?: boolean;
  onChange: (value: number) => void;
};

/** How many: one less, the figure, one more. */
export function Stepper({ label, value, most, disabled = false, onChange }: Props) {
  const t = useT("common");
  const id = useId();
  return (
    <div data-slot="stepper" className="flex items-center justify-between gap-4">
      <p id={id} className="font-medium">
        {label}
      </p>
      <div role="group" aria-labelledby={id} className="flex items-center gap-2">
        <Button size="icon" aria-label={t("oneLess")} disabled={disabled || value <= 1} onClick={() => onChange(value - 1)}>
          <MinusIcon aria-hidden className="size-4" />
        </Button>
        <output className="tabular w-10 text-center text-lg font-semibold">{value}</output>
        <Button size="icon" aria-label={t("oneMore")} disabled={disabled || value >= most} onClick={() => onChange(value + 1)}>
          <PlusIcon aria-hidden className="size-4" />
        </Button>
      </div>
    </div>
  );
}
