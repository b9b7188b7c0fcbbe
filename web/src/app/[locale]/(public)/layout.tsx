import type { ReactNode } from "react";
import { GuestShell } from "@/shared/shell/guest-shell";

export default function GuestLayout({ children }: { children: ReactNode }) {
  return <GuestShell>{children}</GuestShell>;
}
