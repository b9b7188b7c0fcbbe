"use client";

import { RadioGroup } from "radix-ui";
import { useT } from "@/shared/i18n/use-t";
import { CHOICES, type Choice } from "../rules";
import { Hand } from "./hand";

type Props = { choice: Choice; locked: boolean; onChoose: (choice: Choice) => void };

/** Which hand goes out next: three tiles, one chosen. */
export function ChoicePicker({ choice, locked, onChoose }: Props) {
  const t = useT("rps");
  return (
    <RadioGroup.Root
      aria-label={t("choose")}
      className="grid grid-cols-3 gap-2"
      value={choice}
      disabled={locked}
      onValueChange={(next) => onChoose(CHOICES.find((one) => one === next) ?? choice)}
    >
      {CHOICES.map((one, index) => (
        <RadioGroup.Item key={one} value={one} aria-keyshortcuts={`${index + 1}`} className="rps-choice">
          <Hand shape={one} className="w-14" />
          <span className="text-sm font-semibold">{t(`hand.${one}`)}</span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
