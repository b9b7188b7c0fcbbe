import type { ReactNode } from "react";
import { NotificationToasts } from "@/features/notifications/components/notification-toasts";
import { MemberShell } from "@/shared/shell/member-shell";

export default function PlayLayout({ children }: { children: ReactNode }) {
  return (
    <MemberShell>
      {children}
      <NotificationToasts />
    </MemberShell>
  );
}
