import type { ReactNode } from "react";
import { MemberShell } from "@/shared/shell/member-shell";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return <MemberShell>{children}</MemberShell>;
}
