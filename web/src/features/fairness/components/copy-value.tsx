"use client";

import { CheckIcon, CopyIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";

const SAID_MS = 1600;

/** A long value in full inside a `dl`, with a button that copies it and says so. */
export function CopyValue({ label, value }: { label: string; value: string }) {
  const t = useT("common");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  const Icon = copied ? CheckIcon : CopyIcon;
  return (
    <div className="col-span-full">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="flex items-center gap-2">
        <span className="min-w-0 flex-1 font-mono text-sm leading-snug wrap-anywhere">{value}</span>
        <Button size="icon" variant="ghost" aria-label={`${label}: ${copied ? t("copied") : t("copy")}`} onClick={() => void copy()}>
          <Icon aria-hidden className="size-4.5" strokeWidth={1.75} />
        </Button>
        <span role="status" className="sr-only">
          {copied ? t("copied") : ""}
        </span>
      </dd>
    </div>
  );
}
