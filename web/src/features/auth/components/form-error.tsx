"use client";

import { useErrorText } from "@/shared/api/error-text";

/** The refusal of a whole form. */
export function FormError({ error }: { error: unknown }) {
  const text = useErrorText();
  if (!error) return null;
  return (
    <p role="alert" className="rounded-md bg-loss-soft px-3.5 py-3 text-sm text-text">
      {text(error)}
    </p>
  );
}
