"use client";

import { GaugeIcon, HistoryIcon, InfoIcon, PercentIcon, ShieldCheckIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { AgeGate } from "@/features/responsible/components/age-gate";
import { LimitsSheet } from "@/features/responsible/components/limits-sheet";
import { PlayNotices } from "@/features/responsible/components/play-notices";
import { RealityCheck } from "@/features/responsible/components/reality-check";
import { useMarket } from "@/features/responsible/hooks/use-market";
import { usePlaySession } from "@/features/responsible/hooks/use-play-session";
import { Link } from "@/shared/i18n/link";
import { useT } from "@/shared/i18n/use-t";
import { useSound } from "@/shared/sound";
import { Sheet } from "@/shared/ui/sheet";
import { useHotkeys } from "../hooks/use-hotkeys";
import { FrameLink, FrameTool } from "./frame-tool";
import { SessionLine } from "./session-line";

export type GameFrameProps = {
  /** The game's code, as in `/api/games`. */
  game: string;
  /** The heading of the screen. */
  title: string;
  /** The rules in plain words, shown by "i" (and the key I) in a sheet. */
  rules: ReactNode;
  /** Heading of the rules' sheet; the game's title otherwise. */
  rulesTitle?: string;
  rulesHint?: string;
  /** The newest rounds, shown in a sheet; without it the button leads to the player's own history. */
  history?: ReactNode;
  /** Where this game's exact odds stand; `/odds?game=<game>` otherwise. */
  oddsHref?: `/${string}`;
  /** More tools of the header (`FrameTool`), left of the others. */
  tools?: ReactNode;
  children: ReactNode;
};

type OpenSheet = "rules" | "history" | "limits" | null;

/**
 * What every game screen has around its table: heading, clock and net result of the sitting, own limits, rules, history, odds and proof.
 * Gold, sound and the connection's lamp stand in the page's own header right above and stay in sight.
 */
export function GameFrame({ game, title, rules, rulesTitle, rulesHint, history, oddsHref = `/odds?game=${game}`, tools, children }: GameFrameProps) {
  const t = useT("frame");
  const { toggleMute } = useSound();
  const market = useMarket();
  const session = usePlaySession();
  const [sheet, setSheet] = useState<OpenSheet>(null);
  const close = (open: boolean) => {
    if (!open) setSheet(null);
  };
  useHotkeys({ KeyI: () => setSheet("rules"), KeyM: toggleMute });
  return (
    <div className="grid gap-3 sm:gap-4" data-game={game}>
      <header className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <h1 className="truncate text-lg font-bold lg:text-xl">{title}</h1>
          <SessionLine session={session} />
        </div>
        <div className="-mr-2 flex shrink-0 items-center">
          {tools}
          <FrameTool icon={GaugeIcon} label={t("limits")} onClick={() => setSheet("limits")} />
          {history === undefined ? (
            <FrameLink icon={HistoryIcon} label={t("history")} href="/profile" />
          ) : (
            <FrameTool icon={HistoryIcon} label={t("history")} onClick={() => setSheet("history")} />
          )}
          <FrameLink icon={PercentIcon} label={t("odds")} href={oddsHref} className="max-sm:hidden" />
          <FrameLink icon={ShieldCheckIcon} label={t("fairness")} href="/fairness" className="max-sm:hidden" />
          <FrameTool icon={InfoIcon} label={t("rules")} aria-keyshortcuts="i" onClick={() => setSheet("rules")} />
        </div>
      </header>
      <PlayNotices session={session} />
      {market.adult_gate && session && !session.adult_verified ? <AgeGate /> : children}
      <nav aria-label={t("proof")} className="flex flex-wrap justify-center gap-x-5 text-sm text-muted sm:hidden">
        <FootLink href={oddsHref} text={t("odds")} />
        <FootLink href="/fairness" text={t("fairness")} />
      </nav>
      <Sheet open={sheet === "rules"} onOpenChange={close} title={rulesTitle ?? `${title} · ${t("rules")}`} description={rulesHint}>
        {rules}
      </Sheet>
      {history === undefined ? null : (
        <Sheet open={sheet === "history"} onOpenChange={close} title={t("history")}>
          {history}
        </Sheet>
      )}
      <RealityCheck session={session} />
      <LimitsSheet open={sheet === "limits"} onOpenChange={close} />
    </div>
  );
}

function FootLink({ href, text }: { href: `/${string}`; text: string }) {
  return (
    <Link href={href} className="inline-flex min-h-11 items-center underline underline-offset-4 hover:text-text">
      {text}
    </Link>
  );
}
