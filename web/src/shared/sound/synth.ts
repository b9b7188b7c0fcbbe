/** Plays voices through WebAudio. One context for the page, made inside a tap because browsers keep it silent before. */

import type { Hiss, Note, Voice } from "./voices";

const MASTER_GAIN = 0.5;
const ATTACK_S = 0.006;

let context: AudioContext | null = null;
let master: GainNode | null = null;
let noise: AudioBuffer | null = null;

/** Opens (or resumes) the audio context; call it from a pointer or key event. Safe where WebAudio does not exist. */
export function unlockAudio(): void {
  if (typeof AudioContext === "undefined") return;
  if (!context) {
    context = new AudioContext();
    master = context.createGain();
    master.gain.value = MASTER_GAIN;
    master.connect(context.destination);
  }
  if (context.state === "suspended") void context.resume();
}

function envelope(audio: AudioContext, gain: number, start_s: number, length_s: number): GainNode {
  const node = audio.createGain();
  node.gain.setValueAtTime(0, start_s);
  node.gain.linearRampToValueAtTime(gain, start_s + ATTACK_S);
  node.gain.exponentialRampToValueAtTime(0.0001, start_s + length_s);
  return node;
}

function startNote(audio: AudioContext, out: AudioNode, note: Note): void {
  const start_s = audio.currentTime + note.at_s;
  const oscillator = audio.createOscillator();
  oscillator.type = note.wave ?? "sine";
  oscillator.frequency.setValueAtTime(note.hz, start_s);
  if (note.toHz) oscillator.frequency.exponentialRampToValueAtTime(note.toHz, start_s + note.length_s);
  oscillator.connect(envelope(audio, note.gain, start_s, note.length_s)).connect(out);
  oscillator.start(start_s);
  oscillator.stop(start_s + note.length_s + 0.02);
}

function noiseOf(audio: AudioContext): AudioBuffer {
  if (noise) return noise;
  const buffer = audio.createBuffer(1, audio.sampleRate, audio.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < samples.length; i += 1) samples[i] = Math.random() * 2 - 1;
  noise = buffer;
  return buffer;
}

function startHiss(audio: AudioContext, out: AudioNode, hiss: Hiss): void {
  const start_s = audio.currentTime + hiss.at_s;
  const source = audio.createBufferSource();
  source.buffer = noiseOf(audio);
  source.loop = true;
  const filter = audio.createBiquadFilter();
  filter.type = "bandpass";
  filter.frequency.value = hiss.hz;
  filter.Q.value = hiss.q;
  source.connect(filter).connect(envelope(audio, hiss.gain, start_s, hiss.length_s)).connect(out);
  source.start(start_s);
  source.stop(start_s + hiss.length_s + 0.02);
}

/** Plays a voice now; silent until {@link unlockAudio} has run. */
export function playVoice(voice: Voice): void {
  if (!context || !master || context.state !== "running") return;
  for (const note of voice.notes) startNote(context, master, note);
  for (const hiss of voice.hiss ?? []) startHiss(context, master, hiss);
}
