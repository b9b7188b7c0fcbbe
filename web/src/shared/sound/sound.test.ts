import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { useSoundStore } from "./store";
import * as synth from "./synth";
import { PALETTE_NAMES, SOUND_NAMES, voiceOf } from "./voices";

describe("voices", () => {
  it.each(PALETTE_NAMES)("%s has every sound, short and within audible, safe bounds", (palette) => {
    for (const name of SOUND_NAMES) {
      const voice = voiceOf(palette, name);
      expect(voice.notes.length).toBeGreaterThan(0);
      for (const note of voice.notes) {
        expect(note.hz).toBeGreaterThan(40);
        expect(note.hz).toBeLessThan(4000);
        expect(note.at_s + note.length_s).toBeLessThan(2.5);
        expect(note.gain).toBeLessThanOrEqual(0.4);
      }
    }
  });

  it("raises the stop of each reel to the right", () => {
    const pitches = [0, 1, 2, 3, 4].map((step) => voiceOf("horangi", "stop", step).notes[1]?.hz ?? 0);
    expect([...pitches].sort((a, b) => a - b)).toEqual(pitches);
    expect(new Set(pitches).size).toBe(5);
  });

  it("gives each machine its own win", () => {
    const wins = PALETTE_NAMES.map((palette) => JSON.stringify(voiceOf(palette, "win")));
    expect(new Set(wins).size).toBe(PALETTE_NAMES.length);
  });
});

describe("the one mute", () => {
  beforeEach(() => useSoundStore.setState({ muted: false, palette: "club" }));
  afterEach(() => vi.restoreAllMocks());

  it("silences everything and is kept in this browser", () => {
    const played = vi.spyOn(synth, "playVoice").mockImplementation(() => undefined);
    useSoundStore.getState().play("tap");
    expect(played).toHaveBeenCalledTimes(1);
    useSoundStore.getState().toggleMute();
    useSoundStore.getState().play("tap");
    expect(played).toHaveBeenCalledTimes(1);
    expect(localStorage.getItem("casino-club.sound")).toContain('"muted":true');
  });
});
