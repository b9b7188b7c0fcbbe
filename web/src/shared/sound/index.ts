"use client";

import { useEffect } from "react";

import { useSoundStore } from "./store";
import { unlockAudio } from "./synth";
import type { PaletteName, SoundName } from "./voices";

export interface Sound {
  muted: boolean;
  toggleMute: () => void;
  play: (name: SoundName, step?: number) => void;
}

/** The sound switch and player of the app. The first tap or key anywhere unlocks audio. */
export function useSound(): Sound {
  const muted = useSoundStore((state) => state.muted);
  const toggleMute = useSoundStore((state) => state.toggleMute);
  const play = useSoundStore((state) => state.play);
  useEffect(() => {
    const options = { once: true, passive: true } as const;
    window.addEventListener("pointerdown", unlockAudio, options);
    window.addEventListener("keydown", unlockAudio, options);
    return () => {
      window.removeEventListener("pointerdown", unlockAudio);
      window.removeEventListener("keydown", unlockAudio);
    };
  }, []);
  return { muted, toggleMute, play };
}

/** Gives the room its palette while the calling screen is mounted. */
export function useSoundPalette(palette: PaletteName): void {
  const setPalette = useSoundStore((state) => state.setPalette);
  useEffect(() => {
    setPalette(palette);
    return () => setPalette("club");
  }, [palette, setPalette]);
}
