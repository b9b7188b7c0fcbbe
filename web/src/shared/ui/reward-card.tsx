"use client";

import { useEffect } from "react";
import { useT } from "@/shared/i18n/use-t";
import { Mark } from "@/shared/brand/mark";
import { type Celebration, useCelebration } from "./reward-burst";
import { RewardItems } from "./reward-items";

const shownFor_ms = 3_200;

function dismiss(id: number): void {
  useCelebration.setState(({ shown }) => (shown?.id === id ? { shown: null } : {}));
}

/** The card of one celebration: springs in, tells a screen reader, and goes by itself or by a press. */
export function RewardCard({ celebration: { id, title, items } }: { celebration: Celebration }) {
  const t = useT("common");
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), shownFor_ms);
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-20 z-40 grid place-items-center px-4 lg:bottom-10">
      <button
        type="button"
        onClick={() => dismiss(id)}
        data-slot="reward-card"
        className="motion-reward hairline pointer-events-auto flex max-w-full items-center gap-4 rounded-xl bg-surface-solid px-5 py-4 text-left shadow-lift"
      >
        <span aria-hidden className="motion-reward-ring grid size-11 shrink-0 place-items-center rounded-full bg-gold-soft text-gold">
          <Mark className="size-6" />
        </span>
        <span role="status" className="min-w-0">
          <span className="block font-semibold">{title ?? t("reward.received")}</span>
          <RewardItems items={items} className="mt-1" />
        </span>
      </button>
    </div>
  );
}
