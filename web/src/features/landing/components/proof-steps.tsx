"use client";

import { EyeIcon, FingerprintIcon, SearchCheckIcon } from "lucide-react";
import { useT } from "@/shared/i18n/use-t";

const steps = [
  { key: "commit", icon: FingerprintIcon },
  { key: "play", icon: EyeIcon },
  { key: "check", icon: SearchCheckIcon },
] as const;

/** How a result is proved, in the order it happens. */
export function ProofSteps() {
  const t = useT("landing");
  return (
    <section aria-labelledby="proof" className="mx-auto w-full max-w-7xl px-4 py-16 lg:px-8 lg:py-24">
      <h2 id="proof" className="max-w-xl text-2xl font-bold lg:text-3xl">
        {t("proof.title")}
      </h2>
      <ol className="mt-8 grid gap-x-10 gap-y-8 md:grid-cols-3">
        {steps.map(({ key, icon: Icon }, index) => (
          <li key={key} className="border-t border-line pt-5">
            <div className="flex items-center justify-between text-muted">
              <Icon aria-hidden className="size-6" strokeWidth={1.5} />
              <span className="tabular font-display text-sm">{index + 1}</span>
            </div>
            <h3 className="mt-4 text-lg font-semibold">{t(`proof.${key}.title`)}</h3>
            <p className="mt-1.5 text-muted">{t(`proof.${key}.text`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
