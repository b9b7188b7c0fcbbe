import type { ReactNode } from "react";
import { AuthGate } from "./auth-gate";
import { BottomNav, SideNav } from "./navigation";
import { MemberHeader } from "./member-header";
import { OfflineBanner } from "./offline-banner";
import { SkipLink } from "./skip-link";

/** Frame of every page behind the login: header, navigation, and a main column up to `max-w-5xl`. */
export function MemberShell({ children }: { children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <MemberHeader />
      <OfflineBanner />
      <div className="mx-auto flex w-full max-w-7xl gap-8 px-4 lg:px-8">
        <aside className="sticky top-20 hidden h-fit w-48 shrink-0 py-8 lg:block">
          <SideNav />
        </aside>
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 pt-5 pb-28 outline-none lg:py-8">
          <AuthGate>{children}</AuthGate>
        </main>
      </div>
      <BottomNav />
    </>
  );
}
