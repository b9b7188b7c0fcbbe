"use client";

import { useState } from "react";
import { Link, useNavigate } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { EmptyState } from "@/shared/ui/empty-state";
import { ErrorState } from "@/shared/ui/error-state";
import { Skeleton } from "@/shared/ui/skeleton";
import { type Stop, type Tour, useResumeTour, useSkipTour, useTour } from "../api/onboarding";
import { StepRail } from "./step-rail";
import { StopPanel } from "./stop-panel";

/** The stop after this one; the gift is the last. */
function after(tour: Tour, stop: Stop): Stop {
  const stops: Stop[] = [...tour.steps.map(({ id }) => id), "reward"];
  return stops[stops.indexOf(stop) + 1] ?? "reward";
}

/** The guided first minutes. Where one stands is kept by the server; the stop looked at is this screen's own. */
export function WelcomeScreen() {
  const tour = useTour();
  if (tour.error && !tour.data) return <ErrorState error={tour.error} onRetry={() => void tour.refetch()} />;
  if (!tour.data) return <Skeleton className="h-120 w-full rounded-lg" />;
  if (tour.data.quiet) return <Resting />;
  if (tour.data.status === "skipped") return <PutAway />;
  return <Walk tour={tour.data} />;
}

function Walk({ tour }: { tour: Tour }) {
  const t = useT("onboarding");
  const navigate = useNavigate();
  const skip = useSkipTour();
  const [looking, setLooking] = useState<Stop | null>(null);
  const stop: Stop = looking ?? (tour.claimed ? "reward" : (tour.next_step ?? "reward"));
  const done = tour.steps.filter((step) => step.done).length + (tour.claimed ? 1 : 0);
  return (
    <div className="mx-auto grid w-full max-w-5xl grid-cols-1 gap-6">
      <header className="grid gap-1">
        <div className="flex min-h-11 items-center justify-between gap-4">
          <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
          {tour.claimed ? null : (
            <Button variant="ghost" className="-mr-4" busy={skip.isPending} onClick={() => skip.mutate(undefined, { onSuccess: () => navigate.push("/home") })}>
              {t("later")}
            </Button>
          )}
        </div>
        <p className="max-w-2xl text-muted">{t("lead")}</p>
      </header>
      <p role="status" className="sr-only">
        {t("progress", { done, total: tour.steps.length + 1 })}
      </p>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <StepRail tour={tour} current={stop} onGo={setLooking} />
        <StopPanel tour={tour} stop={stop} onNext={() => setLooking(after(tour, stop))} />
      </div>
    </div>
  );
}

function PutAway() {
  const t = useT("onboarding");
  const resume = useResumeTour();
  return (
    <Card>
      <EmptyState
        title={t("title")}
        hint={t("skipped")}
        action={
          <Button variant="primary" busy={resume.isPending} onClick={() => resume.mutate()}>
            {t("resume")}
          </Button>
        }
      />
    </Card>
  );
}

function Resting() {
  const t = useT("onboarding");
  return (
    <Card>
      <EmptyState
        title={t("title")}
        hint={t("quiet")}
        action={
          <Button asChild>
            <Link href="/home">{t("toHome")}</Link>
          </Button>
        }
      />
    </Card>
  );
}
