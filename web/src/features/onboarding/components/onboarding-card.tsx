"use client";

import { XIcon } from "lucide-react";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { useSkipTour, useTour } from "../api/onboarding";

const radius = 20;

/** The tour, for the home screen, while it is under way: how far, what is next, and putting it away. Needs the
 * `onboarding` messages. */
export function OnboardingCard() {
  const t = useT("onboarding");
  const { data: tour } = useTour();
  const skip = useSkipTour();
  if (!tour || tour.status !== "open" || tour.quiet) return null;
  const total = tour.steps.length + 1;
  const done = tour.steps.filter((step) => step.done).length;
  const next = tour.claimable ? t("card.claim") : t("card.next", { step: t(`step.${tour.next_step ?? "reward"}.name`) });
  return (
    <section aria-labelledby="onboarding-card" className="hairline flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg bg-surface p-4 pl-5 shadow-lift">
      <svg viewBox="0 0 48 48" role="img" aria-label={t("progress", { done, total })} className="size-12 shrink-0 -rotate-90" fill="none" strokeWidth="4" strokeLinecap="round">
        <circle cx="24" cy="24" r={radius} className="stroke-raised" />
        <circle cx="24" cy="24" r={radius} pathLength={total} strokeDasharray={`${done} ${total}`} className={done > 0 ? "stroke-violet" : "stroke-transparent"} />
      </svg>
      <div className="min-w-40 flex-1">
        <h2 id="onboarding-card" className="font-semibold">
          {t("card.title")}
        </h2>
        <p className="text-sm text-muted">{next}</p>
      </div>
      <div className="flex items-center gap-1">
        <Button asChild>
          <Link href="/welcome">{t("card.action")}</Link>
        </Button>
        <Button variant="ghost" size="icon" aria-label={t("card.hide")} disabled={skip.isPending} onClick={() => skip.mutate()}>
          <XIcon aria-hidden className="size-5" />
        </Button>
      </div>
    </section>
  );
}
