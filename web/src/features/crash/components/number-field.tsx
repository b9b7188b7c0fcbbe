"use client";

import { type ReactNode, useId, useState } from "react";

type Props = {
  label: string;
  value: number;
  digits: number;
  suffix?: string;
  hideLabel?: boolean;
  disabled?: boolean;
  onCommit: (value: number) => void;
  children?: ReactNode;
};

/** A number one may type: it is read when the field is left or Enter is pressed, and shows what was made of it. */
export function NumberField({ label, value, digits, suffix, hideLabel = false, disabled = false, onCommit, children }: Props) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    if (draft === null) return;
    const typed = Number(draft.replace(",", "."));
    setDraft(null);
    if (draft.trim() !== "" && Number.isFinite(typed)) onCommit(typed);
  };
  return (
    <div className="crash-field" data-disabled={disabled || undefined}>
      <label htmlFor={id} className={hideLabel ? "sr-only" : "crash-field-label"}>
        {label}
      </label>
      <input
        id={id}
        inputMode={digits === 0 ? "numeric" : "decimal"}
        autoComplete="off"
        className="crash-field-input tabular"
        value={draft ?? value.toFixed(digits)}
        disabled={disabled}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setDraft(null);
        }}
      />
      {suffix ? (
        <span aria-hidden className="text-muted">
          {suffix}
        </span>
      ) : null}
      {children}
    </div>
  );
}
