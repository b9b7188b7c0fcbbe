"use client";

import { PercentIcon } from "lucide-react";
import { useFormat } from "@/shared/format/use-format";
import { useT } from "@/shared/i18n/use-t";
import { useGem } from "@/shared/live/store";
import { Button } from "@/shared/ui/button";
import { type Banner, tiers } from "../api/banners";
import type { PullCount } from "../api/pull";
import type { PullGame } from "../play/use-pull";

/** The two buttons, with the odds and the rule for copies right above them. */
export function PullBar({ banner, game, onOdds }: { banner: Banner; game: PullGame; onOdds: () => void }) {
  const t = useT("gacha");
  const format = useFormat();
  const gems = useGem();
  const { phase } = game.state;
  const { currency } = banner;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <p className="tabular">
          {tiers
            .map((tier) => banner.tiers.find((line) => line.tier === tier))
            .flatMap((line) => (line ? [`${line.tier} ${format.percent(line.base, 1)}`] : []))
            .join(" · ")}
        </p>
        <Button size="sm" variant="ghost" className="-mx-2 text-text underline underline-offset-4" onClick={onOdds}>
          <PercentIcon aria-hidden className="size-4" />
          {t("odds.open")}
        </Button>
      </div>
      <div className="grid grid-cols-2 gap-2.5">
        {banner.costs.map(({ count, cost }) => (
          <Button
            key={count}
            variant={count === 1 ? "primary" : "secondary"}
            size="lg"
            className="h-auto min-h-15 flex-col gap-0.5 py-2"
            aria-keyshortcuts={count === 1 ? "1" : "0"}
            busy={phase === "sending" && game.state.count === count}
            disabled={phase === "sending"}
            onClick={() => game.pull(count as PullCount)}
          >
            <span>{t(`pull.${count === 1 ? "one" : "ten"}`)}</span>
            <span className="tabular text-sm font-medium opacity-85">{t(`cost.${currency}`, { amount: format.integer(cost) })}</span>
          </Button>
        ))}
      </div>
      <p className="text-xs text-muted">
        {t("copies.short")}{" "}
        <span className="tabular">
          {banner.tiers.map((line) => `${line.tier} ${t(`cost.${currency}`, { amount: format.integer(line.converts_to) })}`).join(" · ")}
        </span>
        {currency === "gem" && gems !== null ? <span className="block pt-1">{t("gems", { amount: format.integer(gems) })}</span> : null}
      </p>
    </div>
  );
}
