import type { ReactNode } from "react";
import { LazyToasts } from "@/features/notifications/components/lazy-toasts";
import { MemberShell } from "@/shared/shell/member-shell";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <MemberShell>
      {children}
      <LazyToasts />
    </MemberShell>
  );
}
