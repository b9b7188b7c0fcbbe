"use client";

import { useErrorText } from "@/shared/api/error-text";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Card } from "@/shared/ui/card";
import { ErrorState } from "@/shared/ui/error-state";
import { celebrate } from "@/shared/ui/reward-burst";
import { itemsOfAnswer } from "@/shared/ui/reward-items";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { useClaim, usePass } from "../api/pass";
import type { Pass } from "../pass";
import { LanternLine } from "./lantern-line";
import "./pass.css";
import { SeasonHead } from "./season-head";

/** The season pass: how far one has come, and every lantern on the way. */
export function PassScreen() {
  const t = useT("pass");
  const found = usePass();
  return (
    <div className="grid grid-cols-1 gap-6">
      <h1 className="text-2xl font-bold lg:text-3xl">{t("title")}</h1>
      {found.data ? (
        <Season pass={found.data} />
      ) : found.error ? (
        <Card>
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        </Card>
      ) : (
        <>
          <Skeleton className="h-64 md:h-44" />
          <Skeleton className="h-[32rem] md:h-80" />
        </>
      )}
    </div>
  );
}

function Season({ pass }: { pass: Pass }) {
  const t = useT("pass");
  const errorText = useErrorText();
  const { play } = useSound();
  const claim = useClaim();
  const take = (level: number | null) =>
    claim.mutate(level, {
      onSuccess: ({ applied, reward_items }) => {
        if (!applied) return;
        play("win");
        celebrate(itemsOfAnswer(reward_items), t("takenToast"));
      },
      onError: (error) => toast.error(errorText(error)),
    });
  return (
    <>
      <SeasonHead pass={pass} busy={claim.isPending} onTakeAll={() => take(null)} />
      <LanternLine pass={pass} busy={claim.isPending} onTake={take} />
    </>
  );
}
