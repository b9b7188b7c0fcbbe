"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, Suspense, useEffect } from "react";
import { useSession } from "@/shared/auth/session";
import { useNavigate } from "@/shared/i18n/link";
import { isLocale } from "@/shared/i18n/locales";
import { useT } from "@/shared/i18n/use-t";
import { Skeleton } from "@/shared/ui/skeleton";

/** The page's own address without its locale, to come back to after logging in. */
function useHere(): string {
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const [, first = "", ...rest] = pathname.split("/");
  const path = isLocale(first) ? `/${rest.join("/")}` : pathname;
  return search ? `${path}?${search}` : path;
}

function Gate({ children }: { children: ReactNode }) {
  const status = useSession((session) => session.status);
  const mustChange = useSession((session) => session.user?.must_change_password ?? false);
  const navigate = useNavigate();
  const here = useHere();

  useEffect(() => {
    if (status === "guest") navigate.replace(`/login?next=${encodeURIComponent(here)}`);
    else if (status === "member" && mustChange) navigate.replace("/change-password");
  }, [status, mustChange, navigate, here]);

  return status === "member" && !mustChange ? children : <GateSkeleton />;
}

function GateSkeleton() {
  const t = useT("common");
  return (
    <div role="status" aria-label={t("loading")} className="grid gap-4">
      <Skeleton className="h-8 w-48" />
      <Skeleton className="h-40 w-full rounded-lg" />
      <Skeleton className="h-64 w-full rounded-lg" />
    </div>
  );
}

/** Shows its children only to a member; a guest goes to the log-in page and comes back. Nothing below it runs before. */
export function AuthGate({ children }: { children: ReactNode }) {
  return (
    <Suspense fallback={<GateSkeleton />}>
      <Gate>{children}</Gate>
    </Suspense>
  );
}
