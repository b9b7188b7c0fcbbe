import type { ReactNode } from "react";
import { GuestHeader } from "./guest-header";
import { OfflineBanner } from "./offline-banner";
import { SkipLink } from "./skip-link";

/** Frame of the pages before the login. */
export function GuestShell({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <GuestHeader />
      <OfflineBanner />
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        {children}
      </main>
    </div>
  );
}
