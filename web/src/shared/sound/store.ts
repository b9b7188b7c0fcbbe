/** One mute for the whole app, kept in this browser, and the palette of the room the player is in. */

import { create } from "zustand";
import { persist } from "zustand/middleware";

import { playVoice, unlockAudio } from "./synth";
import { voiceOf, type PaletteName, type SoundName } from "./voices";

interface SoundState {
  muted: boolean;
  palette: PaletteName;
  toggleMute: () => void;
  setPalette: (palette: PaletteName) => void;
  /** `step` (0–4) lifts the pitch of reel stops from left to right. */
  play: (name: SoundName, step?: number) => void;
}

export const useSoundStore = create<SoundState>()(
  persist(
    (set, get) => ({
      muted: false,
      palette: "club",
      toggleMute: () => {
        const muted = !get().muted;
        set({ muted });
        if (!muted) {
          unlockAudio();
          get().play("toggle");
        }
      },
      setPalette: (palette) => set({ palette }),
      play: (name, step) => {
        if (!get().muted) playVoice(voiceOf(get().palette, name, step));
      },
    }),
    { name: "casino-club.sound", partialize: (state) => ({ muted: state.muted }) },
  ),
);
