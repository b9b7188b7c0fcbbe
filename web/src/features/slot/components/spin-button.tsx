"use client";

import { useRef } from "react";
import { useT } from "@/shared/i18n/use-t";
import type { SlotGame } from "../play/use-slot-game";

const HOLD_MS = 520;

/** Tap to spin, tap again to stop the reels at once, hold for auto-spin. */
export function SpinButton({ game, onHold }: { game: SlotGame; onHold: () => void }) {
  const t = useT("slot");
  const { autoplay, state } = game;
  const holding = useRef<ReturnType<typeof setTimeout> | null>(null);
  const held = useRef(false);
  const letGo = () => {
    if (holding.current) clearTimeout(holding.current);
    holding.current = null;
  };
  const begin = () => {
    held.current = false;
    if (state.phase !== "idle" || autoplay.running || !game.offers.autoplay) return;
    holding.current = setTimeout(() => {
      held.current = true;
      onHold();
    }, HOLD_MS);
  };
  const label = autoplay.running ? t("auto.stop") : state.unsettled ? t("problem.askAgain") : state.phase === "idle" ? t("spin") : t("stop");
  return (
    <button
      type="button"
      data-slot="spin-button"
      data-busy={state.phase !== "idle" || undefined}
      aria-keyshortcuts="Space"
      aria-label={label}
      aria-disabled={(game.resting && state.phase === "idle" && !state.unsettled) || undefined}
      className="spin-button"
      onPointerDown={begin}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onClick={({ detail }) => {
        // A click without a pointer (detail 0) is a key: it never ends a hold.
        if (!held.current || detail === 0) game.press();
        held.current = false;
      }}
    >
      <SpinGlyph stopping={autoplay.running || state.phase !== "idle"} />
    </button>
  );
}

/** Two open rings that chase each other; a square while there is something to stop. */
function SpinGlyph({ stopping }: { stopping: boolean }) {
  return (
    <svg aria-hidden viewBox="0 0 48 48" className="size-10" fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round">
      {stopping ? (
        <rect x="15" y="15" width="18" height="18" rx="4" fill="currentColor" />
      ) : (
        <path d="M10 21a15 15 0 0 1 26-7M38 27a15 15 0 0 1-26 7M37 6v9h-9M11 42v-9h9" />
      )}
    </svg>
  );
}
