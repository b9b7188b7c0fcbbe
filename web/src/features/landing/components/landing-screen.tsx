"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { useSession } from "@/shared/auth/session";
import { Link, useNavigate } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { LoungeScene } from "./lounge-scene";
import { MachineRow } from "./machine-row";
import { ProofSteps } from "./proof-steps";

/** Below the fold and empty on a quiet evening: not worth the first bytes. */
const DoorEvents = dynamic(() => import("@/features/events/components/door-events").then((door) => door.DoorEvents), { ssr: false });

/** A member who comes by the front door is shown straight to the lounge. */
function useMembersGoHome(): void {
  const status = useSession((session) => session.status);
  const navigate = useNavigate();
  useEffect(() => {
    if (status === "member") navigate.replace("/home");
  }, [status, navigate]);
}

export function LandingScreen() {
  const t = useT("landing");
  useMembersGoHome();
  return (
    <>
      <section className="mx-auto grid w-full max-w-7xl items-center gap-x-12 gap-y-6 px-4 pb-14 md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)] lg:px-8 lg:pt-6 lg:pb-24">
        <div className="order-2 max-w-xl md:order-1">
          <h1 className="text-[clamp(2.1rem,1.3rem+3.2vw,3.75rem)] leading-[1.14] font-bold">{t("title")}</h1>
          <p className="mt-5 max-w-md text-base text-muted lg:text-lg">{t("lead")}</p>
          <div className="mt-8 flex flex-wrap gap-3">
            <Button asChild variant="primary" size="lg" className="grow sm:grow-0">
              <Link href="/invite">{t("enter")}</Link>
            </Button>
            <Button asChild size="lg" className="grow sm:grow-0">
              <Link href="/login">{t("login")}</Link>
            </Button>
          </div>
          <p className="mt-5 text-sm text-muted">{t("noCash")}</p>
        </div>
        <LoungeScene className="order-1 -mx-4 w-[calc(100%+2rem)] md:order-2 md:mx-0 md:w-full" />
      </section>
      <MachineRow />
      <DoorEvents />
      <ProofSteps />
      <footer className="border-t border-line">
        <div className="mx-auto flex w-full max-w-7xl flex-wrap items-center justify-between gap-x-8 gap-y-2 px-4 py-8 text-sm text-muted lg:px-8">
          <p>{t("footer")}</p>
          <nav aria-label={t("footerNav")} className="-mx-2 flex">
            <Link href="/odds" className="flex min-h-11 items-center px-2 hover:text-text">
              {t("odds")}
            </Link>
            <Link href="/fairness" className="flex min-h-11 items-center px-2 hover:text-text">
              {t("fairness")}
            </Link>
          </nav>
        </div>
      </footer>
    </>
  );
}
