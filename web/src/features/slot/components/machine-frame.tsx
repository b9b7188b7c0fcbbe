"use client";

import type { ReactNode } from "react";
import { useLocale } from "@/shared/i18n/use-t";
import type { Machine } from "../machines/machine";
import { StreakLamps } from "./streak-lamps";

type Props = {
  machine: Machine;
  /** Winning rounds in a row as of the last revealed round. */
  winStreak: number;
  /** Free spins are playing: the scenery changes with them. */
  raining: boolean;
  children: ReactNode;
};

/** The cabinet: scenery, sign, lamps and the glass the reels stand behind. */
export function MachineFrame({ machine, winStreak, raining, children }: Props) {
  const locale = useLocale();
  return (
    <section className="machine" data-machine={machine.id} data-raining={raining || undefined} aria-label={machine.name[locale]}>
      <div className="machine-scenery" aria-hidden />
      <header className="machine-sign">
        <p className="machine-name font-display">{machine.name[locale]}</p>
        <StreakLamps winStreak={winStreak} />
      </header>
      <div className="machine-glass">{children}</div>
      <div className="machine-rain" aria-hidden />
      <div className="machine-foot" aria-hidden />
    </section>
  );
}
