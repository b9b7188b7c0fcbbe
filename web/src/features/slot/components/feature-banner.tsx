"use client";

import { useT } from "@/shared/i18n/use-t";
import { useFormat } from "@/shared/format/use-format";
import { Button } from "@/shared/ui/button";
import type { FeatureProgress } from "../play/round-player";

/** Under the reels while free spins play: where we are, what they have won so far, and a way past them. */
export function FeatureBanner({ progress, onSkip }: { progress: FeatureProgress; onSkip: () => void }) {
  const t = useT("slot");
  const format = useFormat();
  const { played, total, multiplier, won, retriggered } = progress;
  return (
    <div className="feature-banner motion-enter">
      <p className="text-sm font-semibold">
        {played === 0 ? t("feature.begins", { total }) : t("feature.progress", { played, total })}
        {multiplier > 1 ? <span className="ml-2 font-display text-violet">{format.multiplier(multiplier)}</span> : null}
        {retriggered > 0 ? <span className="ml-2 text-cyan">{t("feature.more", { count: retriggered })}</span> : null}
      </p>
      <p className="tabular text-sm font-semibold text-gold">{t("gold", { amount: format.integer(won) })}</p>
      <Button size="sm" className="min-h-11" onClick={onSkip}>
        {t("feature.skip")}
      </Button>
    </div>
  );
}
