"use client";

import { useId, useState } from "react";
import { useTimeZone } from "@/shared/i18n/time-zone";
import { useT } from "@/shared/i18n/use-t";
import { Field } from "@/shared/ui/field";
import { Input } from "@/shared/ui/input";
import { Switch } from "@/shared/ui/switch";
import type { Preferences } from "../filters";

type Hours = NonNullable<Preferences["quiet_hours"]>;
type Props = { kept: Preferences; onChange: (change: { quiet_hours: Hours | null; time_zone?: string }) => void };

const proposed: Hours = { since: "22:00", until: "08:00" };

/** Wall-clock times of this device's zone, which is kept with them. */
export function QuietHours({ kept, onChange }: Props) {
  const t = useT("notifications");
  const id = useId();
  const zone = useTimeZone();
  const hours = kept.quiet_hours;
  return (
    <div className="border-b border-line py-2">
      <div className="flex min-h-14 items-center justify-between gap-4">
        <div>
          <label htmlFor={id} className="font-medium">
            {t("prefs.quiet")}
          </label>
          <p className="text-sm text-muted">{t("prefs.quietHint")}</p>
        </div>
        <Switch
          id={id}
          checked={hours !== null}
          onCheckedChange={(on) => onChange(on ? { quiet_hours: proposed, time_zone: zone } : { quiet_hours: null })}
        />
      </div>
      {hours ? (
        <Times
          key={`${hours.since}-${hours.until}`}
          hours={hours}
          zone={kept.time_zone}
          onChange={(quiet_hours) => onChange({ quiet_hours, time_zone: zone })}
        />
      ) : null}
    </div>
  );
}

function Times({ hours, zone, onChange }: { hours: Hours; zone: string; onChange: (hours: Hours) => void }) {
  const t = useT("notifications");
  const [typed, setTyped] = useState(hours);
  const same = typed.since === typed.until;
  const save = () => {
    if (!same && typed.since && typed.until && (typed.since !== hours.since || typed.until !== hours.until)) onChange(typed);
  };
  return (
    <>
      <div className="mt-2 grid max-w-72 grid-cols-2 gap-3">
        {(["since", "until"] as const).map((end) => (
          <Field key={end} id={`quiet-${end}`} label={t(`prefs.${end}`)}>
            {(control) => (
              <Input
                {...control}
                type="time"
                className="tabular px-2.5"
                aria-invalid={same || undefined}
                value={typed[end]}
                onChange={({ target }) => setTyped({ ...typed, [end]: target.value })}
                onBlur={save}
              />
            )}
          </Field>
        ))}
      </div>
      <p role={same ? "alert" : undefined} className={same ? "my-2 text-sm text-loss" : "my-2 text-sm text-muted"}>
        {same ? t("prefs.differ") : t("prefs.zone", { zone: zone.replaceAll("_", " ") })}
      </p>
    </>
  );
}
