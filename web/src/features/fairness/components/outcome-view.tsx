"use client";

import type { TableGame } from "@/features/games/catalogue";
import { ReplayOf } from "@/features/rounds/components/replay-of";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { OutcomeVerification } from "../lib/verify-outcome";
import { StepView } from "./verification-view";

type Props = { game: TableGame; verification: OutcomeVerification };

/** Every fact of a round with both values, then a picture of the outcome they lead to. */
export function OutcomeView({ game, verification }: Props) {
  const t = useT("fairness");
  const { checks, outcome, agrees } = verification;
  const nameOf = (name: string) => (t.has(`steps.${name}`) ? t(`steps.${name}`) : name);
  return (
    <div className="motion-enter grid gap-5" data-slot="verification" data-agrees={agrees}>
      <p role="status" className={cn("rounded-md px-4 py-3 font-semibold", agrees ? "bg-cyan-soft" : "bg-loss-soft")}>
        {t(agrees ? "result.agrees" : "result.differs")}
      </p>
      <ReplayOf game={game} outcome={outcome} />
      <ol className="grid gap-3">
        {checks.map((step) => (
          <StepView key={step.name} step={step} name={nameOf(step.name)} />
        ))}
      </ol>
    </div>
  );
}
