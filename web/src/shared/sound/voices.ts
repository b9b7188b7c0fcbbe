/**
 * The club's sounds as data: every sound is a handful of notes for one oscillator and one envelope.
 * Frequencies in Hz, times in seconds from the moment of play, gains 0–1 before the master gain.
 */

export interface Note {
  /** Start frequency, Hz. */
  hz: number;
  /** Frequency reached at the end of the note, Hz; the same as `hz` when absent. */
  toHz?: number;
  at_s: number;
  length_s: number;
  gain: number;
  wave?: OscillatorType;
}

/** A burst of filtered noise: rain, a brush, a shaken rattle. */
export interface Hiss {
  hz: number;
  q: number;
  at_s: number;
  length_s: number;
  gain: number;
}

export interface Voice {
  notes: readonly Note[];
  hiss?: readonly Hiss[];
}

export const SOUND_NAMES = ["tap", "spin", "stop", "scatter", "win", "big-win", "free-spins", "toggle"] as const;
export type SoundName = (typeof SOUND_NAMES)[number];

export const PALETTE_NAMES = ["club", "ring-fruits", "pojangmacha", "horangi"] as const;
export type PaletteName = (typeof PALETTE_NAMES)[number];

/** What makes a machine sound like itself: its scale (Hz, low to high), its wave and how long notes ring. */
interface Timbre {
  scale: readonly [number, number, number, number, number];
  wave: OscillatorType;
  ring_s: number;
  brush?: { hz: number; q: number };
}

const TIMBRES: Record<PaletteName, Timbre> = {
  // C major pentatonic, rounded: the lounge itself.
  club: { scale: [261.6, 293.7, 329.6, 392, 440], wave: "sine", ring_s: 0.18 },
  // A bright arcade triad, square tubes that buzz a little.
  "ring-fruits": { scale: [329.6, 415.3, 493.9, 659.3, 830.6], wave: "triangle", ring_s: 0.14 },
  // Warm and low, with the hiss of a griddle.
  pojangmacha: { scale: [220, 261.6, 329.6, 392, 523.3], wave: "sine", ring_s: 0.24, brush: { hz: 3200, q: 0.6 } },
  // Gyemyeonjo-like pentatonic on plucked strings, with a brush on paper.
  horangi: { scale: [233.1, 277.2, 311.1, 349.2, 466.2], wave: "triangle", ring_s: 0.34, brush: { hz: 1400, q: 1.4 } },
};

function arpeggio(timbre: Timbre, degrees: readonly number[], step_s: number, gain: number): Note[] {
  return degrees.map((degree, i) => ({
    hz: (timbre.scale[degree % 5] ?? timbre.scale[0]) * (degree >= 5 ? 2 : 1),
    at_s: i * step_s,
    length_s: timbre.ring_s * (i === degrees.length - 1 ? 2.4 : 1.2),
    gain,
    wave: timbre.wave,
  }));
}

function brush(timbre: Timbre, length_s: number, gain: number): { hiss?: Hiss[] } {
  return timbre.brush ? { hiss: [{ ...timbre.brush, at_s: 0, length_s, gain }] } : {};
}

/** The voice of one sound in one palette. `step` (0–4) raises a `stop` by one degree a reel, left to right. */
export function voiceOf(palette: PaletteName, name: SoundName, step = 0): Voice {
  const timbre = TIMBRES[palette];
  const [root] = timbre.scale;
  switch (name) {
    case "tap":
      return { notes: [{ hz: root * 2, at_s: 0, length_s: 0.05, gain: 0.16, wave: "sine" }] };
    case "toggle":
      return { notes: [{ hz: root, toHz: root * 1.5, at_s: 0, length_s: 0.09, gain: 0.18, wave: "sine" }] };
    case "spin":
      return {
        notes: [{ hz: root * 0.75, toHz: root * 1.25, at_s: 0, length_s: 0.22, gain: 0.14, wave: timbre.wave }],
        ...brush(timbre, 0.28, 0.05),
      };
    case "stop":
      return {
        notes: [
          { hz: 96, toHz: 58, at_s: 0, length_s: 0.09, gain: 0.34, wave: "sine" },
          { hz: timbre.scale[Math.min(step, 4)] ?? root, at_s: 0, length_s: 0.07, gain: 0.1, wave: timbre.wave },
        ],
      };
    case "scatter":
      return { notes: arpeggio(timbre, [2, 5], 0.07, 0.2), ...brush(timbre, 0.2, 0.04) };
    case "win":
      return { notes: arpeggio(timbre, [0, 2, 4], 0.08, 0.22) };
    case "big-win":
      return { notes: arpeggio(timbre, [0, 2, 4, 5, 7, 9], 0.11, 0.24), ...brush(timbre, 0.9, 0.05) };
    case "free-spins":
      return { notes: arpeggio(timbre, [4, 2, 4, 7], 0.14, 0.22), ...brush(timbre, 1.4, 0.07) };
  }
}
