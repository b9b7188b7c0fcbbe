"use client";

import { LampCeilingIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { FrameTool } from "@/features/games/components/frame-tool";
import { GameFrame } from "@/features/games/components/game-frame";
import { useHotkeys } from "@/features/games/hooks/use-hotkeys";
import { useReducedMotion } from "@/features/slot/play/use-reduced-motion";
import { useLocale, useT } from "@/shared/i18n/use-t";
import type { Banner } from "../api/banners";
import { usePull } from "../play/use-pull";
import { CollectionSheet } from "./collection-sheet";
import { GachaRules } from "./gacha-rules";
import { OddsSheet } from "./odds-sheet";
import { PityPanel } from "./pity-panel";
import { ProblemNotice } from "./problem-notice";
import { PullBar } from "./pull-bar";
import { PullHistory } from "./pull-history";
import { ResultLine } from "./result-line";
import { Yard } from "./yard";

type OpenSheet = "odds" | "collection" | null;

/** One banner with everything around it that a player reaches for; `children` (the way to others) stand above it. */
export function GachaTable({ banner, banners, children }: { banner: Banner; banners: readonly Banner[]; children?: ReactNode }) {
  const t = useT("gacha");
  const locale = useLocale();
  const game = usePull(banner, useReducedMotion());
  const [sheet, setSheet] = useState<OpenSheet>(null);
  const { phase, result } = game.state;
  const close = (open: boolean) => {
    if (!open) setSheet(null);
  };
  useHotkeys({
    Space: () => (phase === "opening" ? game.skip() : game.pull(1)),
    Digit1: () => game.pull(1),
    Digit0: () => game.pull(10),
    KeyO: () => setSheet("odds"),
    KeyC: () => setSheet("collection"),
  });
  const sharing = banners.filter(({ rules }) => rules.group === banner.rules.group);
  return (
    <GameFrame
      game="gacha"
      title={t("title")}
      rules={<GachaRules banner={banner} sharing={sharing} />}
      rulesTitle={`${banner.name[locale]} · ${t("rules.title")}`}
      history={<PullHistory />}
      tools={<FrameTool icon={LampCeilingIcon} label={t("collection.title")} aria-keyshortcuts="c" onClick={() => setSheet("collection")} />}
    >
      <div className="gacha grid gap-3">
        {children}
        <div className="gacha-layout">
          <div className="grid min-w-0 content-start gap-3">
            <Yard banner={banner} game={game} />
            <ResultLine game={game} />
            <ProblemNotice game={game} currency={banner.currency} />
            <PullBar banner={banner} game={game} onOdds={() => setSheet("odds")} />
          </div>
          <aside className="grid content-start gap-3">
            <PityPanel banner={banner} pity={phase === "open" && result ? result.pity : banner.pity} />
          </aside>
        </div>
      </div>
      <OddsSheet banner={banner} open={sheet === "odds"} onOpenChange={close} />
      <CollectionSheet banners={banners} open={sheet === "collection"} onOpenChange={close} />
    </GameFrame>
  );
}
