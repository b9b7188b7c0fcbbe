"use client";

import { useErrorText } from "@/shared/api/error-text";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "./button";
import { cn } from "./cn";

export type ErrorStateProps = { error: unknown; onRetry?: () => void; className?: string };

/** What happened, in words, and a way on. */
export function ErrorState({ error, onRetry, className }: ErrorStateProps) {
  const t = useT("common");
  const text = useErrorText();
  return (
    <div
      data-slot="error-state"
      role="alert"
      className={cn("grid justify-items-center gap-3 px-4 py-10 text-center", className)}
    >
      <p className="max-w-sm text-sm">{text(error)}</p>
      {onRetry ? (
        <Button size="sm" onClick={onRetry}>
          {t("retry")}
        </Button>
      ) : null}
    </div>
  );
}
