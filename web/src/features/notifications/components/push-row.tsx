"use client";

import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { toast } from "@/shared/ui/toast";
import { type PushState, usePush } from "../hooks/use-push";

const hints: Record<PushState, string> = {
  checking: "prefs.pushOff",
  off: "prefs.pushOff",
  on: "prefs.pushOn",
  denied: "prefs.pushDenied",
  unsupported: "prefs.pushUnsupported",
};

/** Push messages on this device. The browser is asked for its permission by this press alone. */
export function PushRow() {
  const t = useT("notifications");
  const { state, busy, enable, disable } = usePush();
  const run = (work: () => Promise<void>) => void work().catch(() => toast.error(t("prefs.pushFailed")));
  return (
    <div className="flex min-h-16 items-center justify-between gap-4 pt-3">
      <div>
        <p className="font-medium">{t("prefs.push")}</p>
        <p className="text-sm text-pretty text-muted">{t(hints[state])}</p>
      </div>
      {state === "on" ? (
        <Button busy={busy} onClick={() => run(disable)}>
          {t("prefs.pushDisable")}
        </Button>
      ) : state === "off" ? (
        <Button busy={busy} onClick={() => run(enable)}>
          {t("prefs.pushEnable")}
        </Button>
      ) : null}
    </div>
  );
}
