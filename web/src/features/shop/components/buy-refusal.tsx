"use client";

import { FormError } from "@/features/auth/components/form-error";
import { ApiError } from "@/shared/api/errors";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";

/** The limit a refusal names, as `limit_reached` does. */
function limitOf({ code, details }: ApiError): string | null {
  if (code !== "limit_reached" || typeof details !== "object" || details === null || !("limit" in details)) return null;
  return typeof details.limit === "string" ? details.limit : null;
}

/** Why nothing was bought, and where to go on. */
export function BuyRefusal({ error }: { error: unknown }) {
  const t = useT("shop");
  if (!(error instanceof ApiError)) return <FormError error={error} />;
  const limit = limitOf(error);
  const key = limit === null ? `refused.${error.code}` : `limits.reached.${limit}`;
  if (!t.has(key)) return <FormError error={error} />;
  return (
    <div role="alert" className="grid gap-1 rounded-md bg-loss-soft px-3.5 py-3 text-sm text-text">
      <p>{t(key)}</p>
      {limit === null ? null : (
        <Link href="/responsible-play" className="inline-flex min-h-11 items-center justify-self-start underline underline-offset-4">
          {t("limits.change")}
        </Link>
      )}
    </div>
  );
}
