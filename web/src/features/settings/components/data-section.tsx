"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { toast } from "@/shared/ui/toast";
import { useExportData } from "../hooks/use-account";
import { Section } from "./section";

const DeleteAccountDialog = dynamic(
  () => import("./delete-account-dialog").then((module) => module.DeleteAccountDialog),
  { ssr: false },
);

/** One's own data: take it along, or have it removed. */
export function DataSection() {
  const t = useT("settings");
  const text = useErrorText();
  const exportData = useExportData();
  const [deleting, setDeleting] = useState(false);
  return (
    <Section title={t("data.title")} hint={t("data.hint")}>
      <div className="flex flex-wrap gap-3">
        <Button
          busy={exportData.isPending}
          onClick={() => exportData.mutate(undefined, { onError: (error) => toast.error(text(error)) })}
        >
          {t("data.export")}
        </Button>
        <Button variant="danger" onClick={() => setDeleting(true)}>
          {t("delete.open")}
        </Button>
      </div>
      {deleting ? <DeleteAccountDialog onClose={() => setDeleting(false)} /> : null}
    </Section>
  );
}
