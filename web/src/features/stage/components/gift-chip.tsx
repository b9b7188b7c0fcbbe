"use client";

import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";

const tones = ["text-violet", "text-cyan", "text-pink", "text-gold"] as const;

type Props = { value: number; place: number; disabled: boolean; onAdd: (value: number) => void };

/** One chip of the tray; a press lays it down. */
export function GiftChip({ value, place, disabled, onAdd }: Props) {
  const t = useT("stage");
  const format = useFormat();
  return (
    <button
      type="button"
      disabled={disabled}
      aria-label={t("addChip", { amount: format.integer(value) })}
      onClick={() => onAdd(value)}
      className={cn(
        "grid size-16 shrink-0 place-items-center rounded-full transition-[transform,opacity] sm:size-18 duration-(--duration-ui) ease-ui hover:-translate-y-0.5 active:translate-y-px disabled:cursor-not-allowed disabled:opacity-35",
        tones[place % tones.length],
      )}
    >
      <svg viewBox="0 0 72 72" aria-hidden className="size-full" fill="none">
        <circle cx="36" cy="36" r="33" className="fill-surface-solid" stroke="currentColor" strokeWidth="2" />
        <circle cx="36" cy="36" r="28.5" stroke="currentColor" strokeWidth="6" strokeDasharray="11.2 11.18" opacity="0.75" />
        <circle cx="36" cy="36" r="22" className="fill-ground" stroke="currentColor" strokeWidth="1.5" />
        <text x="36" y="37" textAnchor="middle" dominantBaseline="central" className="tabular fill-text text-[14px] font-semibold">
          {format.integer(value)}
        </text>
      </svg>
    </button>
  );
}
