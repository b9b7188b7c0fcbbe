"use client";

import { useId } from "react";
import { useErrorText } from "@/shared/api/error-text";
import { useT } from "@/shared/i18n/use-t";
import { Card, CardTitle } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { Switch } from "@/shared/ui/switch";
import { toast } from "@/shared/ui/toast";
import { useChangePreferences, usePreferences } from "../api/notifications";
import { type Preferences, channels, kinds } from "../filters";
import { PushRow } from "./push-row";
import { QuietHours } from "./quiet-hours";

/** What reaches the player, and where: a switch for each kind on each channel, quiet hours, and this device's push. */
export function NotificationPreferences() {
  const t = useT("notifications");
  const id = useId();
  const preferences = usePreferences();
  return (
    <Card id="notifications" aria-labelledby={id} className="scroll-mt-20">
      <CardTitle id={id}>{t("prefs.title")}</CardTitle>
      <p className="mt-1 text-sm text-muted">{t("prefs.hint")}</p>
      <div className="mt-5">
        {preferences.data ? (
          <Switches kept={preferences.data} />
        ) : preferences.error ? (
          <ErrorState error={preferences.error} onRetry={() => void preferences.refetch()} />
        ) : (
          <Skeleton className="h-80" />
        )}
      </div>
    </Card>
  );
}

function Switches({ kept }: { kept: Preferences }) {
  const t = useT("notifications");
  const text = useErrorText();
  const { mutate } = useChangePreferences();
  const marketingId = useId();
  const change = (body: Parameters<typeof mutate>[0]) => mutate(body, { onError: (error) => toast.error(text(error)) });
  return (
    <>
      <table className="w-full text-sm">
        <caption className="sr-only">{t("prefs.caption")}</caption>
        <thead>
          <tr className="text-xs text-muted">
            <td />
            {channels.map((channel) => (
              <th key={channel} scope="col" className="w-16 px-1 pb-1 text-center font-medium">
                {t(`prefs.channel.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-y border-line">
          <tr>
            <th scope="row" className="py-2.5 pr-3 text-left font-semibold">
              {t("prefs.all")}
            </th>
            {channels.map((channel) => (
              <td key={channel} className="text-center">
                <Switch
                  aria-label={t("prefs.switch", { kind: t("prefs.all"), channel: t(`prefs.channel.${channel}`) })}
                  checked={kept.channels[channel]}
                  onCheckedChange={(on) => change({ channels: { [channel]: on } })}
                />
              </td>
            ))}
          </tr>
          {kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row" className="py-2.5 pr-3 text-left font-medium">
                {t(`kind.${kind}`)}
                <span className="block text-xs font-normal text-muted">{t(`prefs.kindHint.${kind}`)}</span>
              </th>
              {channels.map((channel) => (
                <td key={channel} className="text-center">
                  <Switch
                    aria-label={t("prefs.switch", { kind: t(`kind.${kind}`), channel: t(`prefs.channel.${channel}`) })}
                    disabled={!kept.channels[channel] || (kind === "marketing" && !kept.marketing)}
                    checked={kept.kinds[kind][channel] && kept.channels[channel] && (kind !== "marketing" || kept.marketing)}
                    onCheckedChange={(on) => change({ kinds: { [kind]: { [channel]: on } } })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex min-h-16 items-center justify-between gap-4 border-b border-line py-2">
        <div>
          <label htmlFor={marketingId} className="font-medium">
            {t("prefs.marketing")}
          </label>
          <p className="text-sm text-muted">{t("prefs.marketingHint")}</p>
        </div>
        <Switch id={marketingId} checked={kept.marketing} onCheckedChange={(marketing) => change({ marketing })} />
      </div>
      <QuietHours kept={kept} onChange={change} />
      <PushRow />
    </>
  );
}
