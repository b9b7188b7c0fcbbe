"use client";

import { useErrorText } from "@/shared/api/error-text";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Button } from "@/shared/ui/button";
import { celebrate } from "@/shared/ui/reward-burst";
import { RewardItems, itemsOfAnswer, itemsOfBundle } from "@/shared/ui/reward-items";
import { toast } from "@/shared/ui/toast";
import { type Claimed, type Tour, useClaimTour } from "../api/onboarding";

/** The gift: what it holds, what it waits for, and taking it. */
export function GiftActions({ tour }: { tour: Tour }) {
  const t = useT("onboarding");
  const text = useErrorText();
  const { play } = useSound();
  const claim = useClaimTour();
  const waiting = tour.steps.filter(({ done, optional }) => !done && !optional).map(({ id }) => t(`step.${id}.name`));
  const celebrated = ({ applied, reward_items }: Claimed) => {
    if (!applied) return;
    play("win");
    celebrate(itemsOfAnswer(reward_items));
  };
  return (
    <div className="grid gap-4">
      <RewardItems items={itemsOfBundle(tour.reward)} size="lg" />
      {waiting.length > 0 && !tour.claimed ? <p className="text-sm text-muted">{t("step.reward.waiting", { steps: waiting.join(", ") })}</p> : null}
      {tour.claimed ? (
        <Button asChild size="lg" variant="primary" className="justify-self-start">
          <Link href="/home">{t("toHome")}</Link>
        </Button>
      ) : (
        <Button
          variant="primary"
          size="lg"
          className="justify-self-start"
          disabled={!tour.claimable}
          busy={claim.isPending}
          onClick={() => claim.mutate(undefined, { onSuccess: celebrated, onError: (error) => toast.error(text(error)) })}
        >
          {t("step.reward.action")}
        </Button>
      )}
    </div>
  );
}
