"use client";

import { useT } from "@/shared/i18n/use-t";
import { RewardItems } from "@/shared/ui/reward-items";
import { type LiveEvent, rewardsOf } from "../event";

/** What an event gives. */
export function EventRewards({ rewards }: { rewards: LiveEvent["rewards"] }) {
  const t = useT("events");
  return (
    <div role="group" aria-label={t("rewards")}>
      <RewardItems items={rewardsOf(rewards)} />
    </div>
  );
}
