"use client";

import { AlertDialog } from "radix-ui";
import { useT } from "@/shared/i18n/use-t";
import { Link } from "@/shared/i18n/link";
import { Amount } from "@/shared/ui/amount";
import { Button } from "@/shared/ui/button";
import { useDismissRealityCheck, type PlaySession } from "../hooks/use-play-session";

/** Once an hour: minutes and net result, over everything, until the player has answered. Escape does not pass it by. */
export function RealityCheck({ session }: { session: PlaySession | undefined }) {
  const t = useT("frame");
  const dismiss = useDismissRealityCheck();
  if (!session?.reality_check_due) return null;
  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="motion-fade fixed inset-0 z-40 bg-scrim" />
        <AlertDialog.Content
          data-slot="reality-check"
          onEscapeKeyDown={(event) => event.preventDefault()}
          className="hairline motion-dialog fixed inset-x-4 top-1/2 z-50 mx-auto grid max-w-md -translate-y-1/2 gap-5 rounded-xl bg-surface-solid p-6 shadow-lift"
        >
          <div className="grid gap-1.5">
            <AlertDialog.Title className="text-lg font-semibold">{t("reality.title")}</AlertDialog.Title>
            <AlertDialog.Description className="text-sm text-muted">{t("reality.text")}</AlertDialog.Description>
          </div>
          <dl className="hairline grid grid-cols-2 divide-x divide-line rounded-md bg-raised text-center">
            <div className="grid gap-0.5 p-4">
              <dt className="text-xs text-muted">{t("reality.minutes")}</dt>
              <dd className="tabular text-xl font-semibold">{t("reality.minutesValue", { minutes: session.minutes })}</dd>
            </div>
            <div className="grid gap-0.5 p-4">
              <dt className="text-xs text-muted">{t("reality.net")}</dt>
              <dd className="text-xl font-semibold">
                <Amount value={session.net} signed />
              </dd>
            </div>
          </dl>
          <div className="grid gap-2.5 sm:grid-cols-2">
            <AlertDialog.Cancel asChild>
              <Button size="lg" asChild>
                <Link href="/responsible-play" onClick={() => dismiss.mutate()}>
                  {t("reality.rest")}
                </Link>
              </Button>
            </AlertDialog.Cancel>
            <Button size="lg" variant="primary" busy={dismiss.isPending} onClick={() => dismiss.mutate()}>
              {t("reality.goOn")}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
