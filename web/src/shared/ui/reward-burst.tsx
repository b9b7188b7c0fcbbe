"use client";

import dynamic from "next/dynamic";
import { create } from "zustand";
import type { RewardItem } from "./reward-items";

export type Celebration = { id: number; title: string | undefined; items: readonly RewardItem[] };
type State = { shown: Celebration | null };

export const useCelebration = create<State>()(() => ({ shown: null }));

let celebrations = 0;

/** A short moment of joy over what was just received; nothing to press. A later one takes the place of an earlier. */
export function celebrate(items: readonly RewardItem[], title?: string): void {
  if (items.length === 0) return;
  celebrations += 1;
  useCelebration.setState({ shown: { id: celebrations, title, items } });
}

const LazyCard = dynamic(() => import("./reward-card").then(({ RewardCard }) => RewardCard), { ssr: false });

/** Where celebrations appear; mounted once, at the root. */
export function RewardBurst() {
  const shown = useCelebration((state) => state.shown);
  return shown ? <LazyCard key={shown.id} celebration={shown} /> : null;
}
