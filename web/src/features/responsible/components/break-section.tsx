"use client";

import { useState } from "react";
import { FormError } from "@/features/auth/components/form-error";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card, CardTitle } from "@/shared/ui/card";
import { Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { type CoolOffHours, useCoolOff } from "../api/breaks";
import type { PlaySession } from "../hooks/use-play-session";

const lengths: readonly CoolOffHours[] = [24, 168, 720];

/** A day, a week or a month without bets. */
export function BreakSection({ session }: { session: PlaySession | undefined }) {
  const t = useT("responsible");
  const frame = useT("frame");
  const format = useFormat();
  const [asked, setAsked] = useState<CoolOffHours | null>(null);
  const until = session?.exclusion?.until;
  return (
    <Card aria-labelledby="break-title">
      <CardTitle id="break-title">{t("break.title")}</CardTitle>
      <p className="mt-1 text-sm text-muted">{t("break.hint")}</p>
      {until ? <p className="mt-4 rounded-md bg-violet-soft px-4 py-3 text-sm">{frame("resting", { until: format.full(until) })}</p> : null}
      <div className="mt-5 grid grid-cols-3 gap-2">
        {lengths.map((hours) => (
          <Button key={hours} onClick={() => setAsked(hours)}>
            {t(`break.${hours}`)}
          </Button>
        ))}
      </div>
      {asked ? <BreakDialog hours={asked} onClose={() => setAsked(null)} /> : null}
    </Card>
  );
}

function BreakDialog({ hours, onClose }: { hours: CoolOffHours; onClose: () => void }) {
  const t = useT("responsible");
  const common = useT("common");
  const format = useFormat();
  const coolOff = useCoolOff();
  const confirm = () =>
    coolOff.mutate(hours, {
      onSuccess: ({ until }) => {
        toast.success(t("break.done", { until: format.full(until) }));
        onClose();
      },
    });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("break.ask", { length: t(`break.${hours}`) })} description={t("break.askText")}>
      <div className="grid gap-4">
        <FormError error={coolOff.error} />
        <div className="flex justify-end gap-3">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button variant="primary" busy={coolOff.isPending} onClick={confirm}>
            {t("break.confirm")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
