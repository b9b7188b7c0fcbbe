"use client";

import { FileJsonIcon, FileTextIcon } from "lucide-react";
import { FormError } from "@/features/auth/components/form-error";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { useReceiptFile } from "../api/purchases";

/** The receipt to keep: as a page to read, and signed, to check. */
export function ReceiptFiles({ receipt }: { receipt: string }) {
  const t = useT("shop");
  const fetched = useReceiptFile(receipt);
  const busy = fetched.isPending ? fetched.variables : null;
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <div className="grid gap-2 sm:grid-cols-2">
        <Button busy={busy === "pdf"} disabled={busy !== null} onClick={() => fetched.mutate("pdf")}>
          <FileTextIcon aria-hidden className="size-4" />
          {t("file.pdf")}
        </Button>
        <Button busy={busy === "json"} disabled={busy !== null} onClick={() => fetched.mutate("json")}>
          <FileJsonIcon aria-hidden className="size-4" />
          {t("file.json")}
        </Button>
      </div>
      <p className="text-xs text-muted">{t("file.hint")}</p>
      <FormError error={fetched.error} />
    </div>
  );
}
