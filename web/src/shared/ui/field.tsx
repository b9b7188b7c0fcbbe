import type { ReactNode } from "react";

export type FieldControl = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

export type FieldProps = {
  /** Unique in the page; also the control's id. */
  id: string;
  label: string;
  hint?: string;
  error?: string;
  children: (control: FieldControl) => ReactNode;
};

/** A label, a control, and one line below it: the error when there is one, else the hint. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  const note = error ?? hint;
  const noteId = `${id}-note`;
  return (
    <div data-slot="field" className="grid min-w-0 grid-cols-1 gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({ id, ...(note ? { "aria-describedby": noteId } : {}), ...(error ? { "aria-invalid": true } : {}) })}
      {note ? (
        <p id={noteId} role={error ? "alert" : undefined} className={error ? "text-sm text-loss" : "text-sm text-muted"}>
          {note}
        </p>
      ) : null}
    </div>
  );
}
