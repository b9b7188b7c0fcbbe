"use client";

import type { GameCode } from "@/features/games/catalogue";
import { ReplayOf } from "@/features/rounds/components/replay-of";
import { useT } from "@/shared/i18n/use-t";
import { cn } from "@/shared/ui/cn";
import type { OutcomeVerification } from "../lib/verify-outcome";
import { FactView } from "./fact-view";

type Props = { game: GameCode; variant: string; verification: OutcomeVerification };

/** The verdict, a picture of the outcome that was worked out, then every fact with both values. */
export function OutcomeView({ game, variant, verification }: Props) {
  const t = useT("fairness");
  const { checks, outcome, agrees } = verification;
  return (
    <div className="motion-enter grid gap-5" data-slot="verification" data-agrees={agrees}>
      <p role="status" className={cn("rounded-md px-4 py-3 font-semibold", agrees ? "bg-cyan-soft" : "bg-loss-soft")}>
        {t(agrees ? "result.agrees" : "result.differs")}
      </p>
      <ReplayOf game={game} variant={variant} outcome={outcome} />
      <ol className="grid gap-3">
        {checks.map((fact) => (
          <FactView key={fact.name} fact={fact} />
        ))}
      </ol>
    </div>
  );
}
