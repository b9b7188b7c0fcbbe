"use client";

import { useLogout } from "@/features/auth/hooks/use-access";
import { useErrorText } from "@/shared/api/error-text";
import type { SessionItem } from "@/shared/api/types";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { deviceName } from "../device-name";
import { useRevokeSession, useSessions } from "../hooks/use-account";
import { Section } from "./section";

/** Where the member is logged in, and the way out of each place. */
export function SessionsSection() {
  const t = useT("settings");
  const text = useErrorText();
  const sessions = useSessions();
  const logout = useLogout();
  return (
    <Section title={t("sessions.title")} hint={t("sessions.hint")}>
      {sessions.data ? (
        <ul className="divide-y divide-line border-y border-line">
          {sessions.data.items.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      ) : sessions.error ? (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <Skeleton className="h-16" />
      )}
      <div className="mt-5 flex flex-wrap gap-3">
        <Button busy={logout.isPending && logout.variables === "here"} onClick={() => logout.mutate("here")}>
          {t("sessions.logout")}
        </Button>
        <Button
          variant="ghost"
          busy={logout.isPending && logout.variables === "everywhere"}
          onClick={() => logout.mutate("everywhere", { onError: (error) => toast.error(text(error)) })}
        >
          {t("sessions.logoutAll")}
        </Button>
      </div>
    </Section>
  );
}

function SessionRow({ session }: { session: SessionItem }) {
  const t = useT("settings");
  const text = useErrorText();
  const format = useFormat();
  const revoke = useRevokeSession();
  return (
    <li className="flex min-h-16 items-center gap-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {deviceName(session.device) ?? t("sessions.unknownDevice")}
          {session.current ? <span className="ml-2 text-xs font-semibold text-cyan">{t("sessions.current")}</span> : null}
        </p>
        <p className="tabular truncate text-sm text-muted">
          {session.ip ? `${session.ip} · ` : ""}
          {t("sessions.lastSeen", { when: format.ago(session.last_seen_at) })}
        </p>
      </div>
      {session.current ? null : (
        <Button
          size="sm"
          busy={revoke.isPending}
          onClick={() => revoke.mutate(session.id, { onError: (error) => toast.error(text(error)) })}
        >
          {t("sessions.revoke")}
        </Button>
      )}
    </li>
  );
}
