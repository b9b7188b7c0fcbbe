"use client";

import { useLocale, useT } from "@/shared/i18n/use-t";
import type { Banner } from "../api/banners";
import { bestTier } from "../play/reveal";
import type { PullGame } from "../play/use-pull";
import { CapsuleView } from "./capsule-view";
import { Lantern } from "./lantern";
import { YardScene } from "./yard-scene";

/** The stage: the banner's own lantern at rest, the capsules of a pull while they open and after. */
export function Yard({ banner, game }: { banner: Banner; game: PullGame }) {
  const t = useT("gacha");
  const { phase, result, opened, count } = game.state;
  const shut = Array.from({ length: count }, (_, i) => i);
  return (
    <section
      aria-label={t("stage")}
      className="yard always-night"
      data-tier={result && phase === "open" ? bestTier(result.items) : undefined}
      data-phase={phase}
    >
      <YardScene />
      {phase === "idle" ? <Idle banner={banner} /> : null}
      {phase === "sending" ? (
        <ul className="capsules" data-count={count} aria-label={t("reveal.waiting")} aria-busy>
          {shut.map((i) => (
            <li key={i} className="capsule">
              <div className="capsule-glass motion-breathe">
                <Lantern itemId="paper" />
              </div>
            </li>
          ))}
        </ul>
      ) : null}
      {result ? (
        <ul key={result.round_id} className="capsules" data-count={result.count} aria-label={t("reveal.list")}>
          {result.items.map((capsule, i) => (
            <CapsuleView key={i} capsule={capsule} index={i} isOpen={i < opened} isNext={phase === "opening" && i === opened} />
          ))}
        </ul>
      ) : null}
      {phase === "opening" ? (
        <button type="button" className="yard-skip" onClick={game.skip}>
          {t("reveal.skip")}
        </button>
      ) : null}
    </section>
  );
}

function Idle({ banner }: { banner: Banner }) {
  const t = useT("gacha");
  const locale = useLocale();
  const face = banner.items.find(({ is_rate_up }) => is_rate_up) ?? banner.items.find(({ tier }) => tier === "SSR");
  return (
    <div className="yard-idle">
      {face ? (
        <div data-tier={face.tier}>
          <Lantern itemId={face.item_id} className="yard-hero" />
        </div>
      ) : null}
      <div className="grid gap-1">
        <p className="text-xl font-bold">{banner.name[locale]}</p>
        <p className="yard-quiet text-sm">{banner.tagline[locale]}</p>
        {face && !banner.rate_up ? <p className="yard-quiet text-xs">{t("oneOf", { name: face.name[locale] })}</p> : null}
      </div>
    </div>
  );
}
