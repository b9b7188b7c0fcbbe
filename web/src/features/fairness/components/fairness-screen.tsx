"use client";

import { useT } from "@/shared/i18n/use-t";
import { SeedsCard } from "./seeds-card";
import { VerifierCard } from "./verifier-card";
import "@/features/slot/machines/machines.css";

/** The proof room: what the club is bound to, and any past round done again by this browser. */
export function FairnessScreen() {
  const t = useT("fairness");
  return (
    <div className="grid gap-6">
      <header className="grid max-w-2xl gap-2">
        <h1 className="text-2xl font-bold">{t("title")}</h1>
        <p className="text-muted">{t("intro")}</p>
      </header>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <VerifierCard />
        <div className="grid gap-6">
          <SeedsCard />
          <HowItWorks />
        </div>
      </div>
    </div>
  );
}

function HowItWorks() {
  const t = useT("fairness");
  const steps = ["promise", "mix", "draw", "reveal"] as const;
  return (
    <section aria-labelledby="how" className="grid gap-3 px-1">
      <h2 id="how" className="font-semibold">
        {t("how.title")}
      </h2>
      <ol className="grid list-decimal gap-2 pl-5 text-sm text-muted marker:text-violet">
        {steps.map((step) => (
          <li key={step}>{t(`how.${step}`)}</li>
        ))}
      </ol>
    </section>
  );
}
