"use client";

import { ShieldIcon } from "lucide-react";
import { useState } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { cn } from "@/shared/ui/cn";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { useProtection } from "../hooks/use-protection";
import { ProtectionSheet } from "./protection-sheet";

/** Protections in hand, and the way to more. */
export function ProtectionCard() {
  const t = useT("streak");
  const protection = useProtection();
  const [open, setOpen] = useState(false);
  const { data } = protection;
  return (
    <Card>
      <CardTitle>{t("protection.title")}</CardTitle>
      <p className="mt-1.5 text-sm text-muted">{t("protection.text")}</p>
      {data ? (
        <>
          <div className="mt-4 flex items-center gap-2">
            {Array.from({ length: data.held_max }, (_, place) => (
              <span
                key={place}
                aria-hidden
                className={cn(
                  "grid size-12 place-items-center rounded-md border",
                  place < data.held ? "border-violet bg-violet-soft text-violet" : "border-dashed border-line-strong text-muted opacity-60",
                )}
              >
                <ShieldIcon className="size-5" strokeWidth={1.75} />
              </span>
            ))}
            <p className="tabular ml-auto text-sm">{t("protection.held", { held: data.held, max: data.held_max })}</p>
          </div>
          {data.held < data.held_max ? (
            <Button className="mt-4" block onClick={() => setOpen(true)}>
              {t("protection.buy")}
            </Button>
          ) : (
            <p className="mt-4 text-sm text-muted">{t("protection.full")}</p>
          )}
          {open ? <ProtectionSheet protection={data} onClose={() => setOpen(false)} /> : null}
        </>
      ) : protection.error ? (
        <ErrorState error={protection.error} onRetry={() => void protection.refetch()} />
      ) : (
        <Skeleton className="mt-4 h-12" />
      )}
    </Card>
  );
}
