"use client";

import { useErrorText } from "@/shared/api/error-text";
import { ApiError } from "@/shared/api/errors";
import { useT } from "@/shared/i18n/use-t";
import { useOnline } from "@/shared/shell/offline-banner";
import { Button } from "@/shared/ui/button";

/** Why there is no fresh answer, in words: no network, no provider, or something else. Null when there is one. */
export function useLostText(error: unknown): string | null {
  const t = useT("shop");
  const text = useErrorText();
  if (!useOnline() || (error instanceof ApiError && error.kind === "offline")) return t("lost.offline");
  if (!error) return null;
  return error instanceof ApiError && t.has(`lost.${error.code}`) ? t(`lost.${error.code}`) : text(error);
}

type Props = { words: string; asking: boolean; onRetry: () => void };

/** Says why, and asks again when pressed. */
export function PaymentLost({ words, asking, onRetry }: Props) {
  const common = useT("common");
  const online = useOnline();
  return (
    <div role="alert" className="grid justify-items-center gap-3 rounded-md bg-raised px-4 py-4 text-center text-sm">
      <p>{words}</p>
      <Button size="sm" busy={asking && online} disabled={!online} onClick={onRetry}>
        {common("retry")}
      </Button>
    </div>
  );
}
