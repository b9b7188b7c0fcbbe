/**
 * Plays one round at a time on the reels: stake, spin, stop left to right, free spins, reveal.
 *
 * The answer decides everything before a reel stops; what follows only shows it. Gold keeps the secret until the
 * reveal through `hold` and `release`. A spin whose answer never came stays `unsettled` and is sent again with its key.
 */
import { type StoreApi, createStore } from "zustand/vanilla";
import { ApiError } from "@/shared/api/errors";
import type { SpinIntent, SpinResult } from "../api/spin";
import type { Feature, Win } from "../machines/machine";
import type { ReelOrder } from "../reels/reel";
import { FADE_MS, LANDING_MS, TURBO_LANDING_MS, stopAt_ms } from "../reels/reel-motion";
import { type Tone, toneOf } from "./celebration";
import { Pace } from "./pace";

export type FeatureProgress = { played: number; total: number; multiplier: number; won: number; retriggered: number };

export type PlayerState = {
  phase: "idle" | "spinning" | "stopping" | "free-spins";
  orders: ReelOrder[];
  /** Wins lit on the reels now. */
  shown: readonly Win[];
  /** The revealed round; null while its reels turn. */
  round: SpinResult | null;
  /** Winning rounds in a row as of the last revealed round. */
  winStreak: number;
  feature: FeatureProgress | null;
  /** What went wrong with the last press. */
  problem: unknown;
  /** A spin that may have happened: its answer was lost. */
  unsettled: SpinIntent | null;
};

export type PlayerDoors = {
  send: (intent: SpinIntent) => Promise<SpinResult>;
  hold: (key: string, stake: number) => void;
  release: (key: string) => void;
  applyBalance: (balance: number) => void;
  sound: (name: "spin" | "stop" | "scatter" | "win" | "big-win" | "free-spins", step?: number) => void;
  now_ms: () => number;
};

export type PlaySettings = { turbo: boolean; reduced: boolean };

const FEATURE_INTRO_MS = 1500;
const FREE_SPIN_MS = 420;
const WIN_SHOWN_MS = 950;
const NO_WIN_SHOWN_MS = 260;

const winSound: Partial<Record<Tone, "win" | "big-win">> = { win: "win", big: "big-win" };

/** A refusal says that nothing happened; silence and faults of the way there say nothing. */
export function isUnsettled(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true;
  return error.kind === "offline" || error.kind === "unavailable" || error.kind === "unknown" || error.code === "idempotency_in_progress";
}

export class RoundPlayer {
  readonly store: StoreApi<PlayerState>;
  private readonly pace = new Pace();
  private orderId = 0;
  private settings: PlaySettings = { turbo: false, reduced: false };
  private left = false;

  constructor(
    opening: readonly (readonly string[])[],
    private readonly scatter: string | null,
    private readonly doors: PlayerDoors,
  ) {
    const orders = opening.map((column): ReelOrder => ({ id: 0, kind: "rest", column }));
    this.store = createStore<PlayerState>(() => ({
      phase: "idle",
      orders,
      shown: [],
      round: null,
      winStreak: 0,
      feature: null,
      problem: null,
      unsettled: null,
    }));
  }

  /** Plays the intent to its end. Resolves with the round, or null when it was refused or its answer is lost. */
  async play(intent: SpinIntent, settings: PlaySettings): Promise<SpinResult | null> {
    if (this.store.getState().phase !== "idle") return null;
    this.settings = settings;
    this.left = false;
    this.pace.restart();
    const before = this.window();
    const began_ms = this.doors.now_ms();
    this.store.setState({ phase: "spinning", shown: [], round: null, feature: null, problem: null, unsettled: null });
    this.startReels();
    this.doors.hold(intent.key, intent.bet_amount);
    try {
      const result = await this.doors.send(intent);
      this.doors.applyBalance(result.balance_after);
      this.store.setState({ phase: "stopping" });
      await this.stopReels(result.window, this.doors.now_ms() - began_ms);
      if (result.feature) await this.playFeature(result.feature, result.wins);
      this.reveal(result);
      return result;
    } catch (error) {
      this.orderAll("rest", before);
      this.store.setState({ phase: "idle", problem: error, unsettled: isUnsettled(error) ? intent : null });
      return null;
    } finally {
      this.doors.release(intent.key);
    }
  }

  /** Stops the reels at once; during free spins, passes over the rest of them. */
  hurry(): void {
    this.pace.hurry();
  }

  /** The screen is gone: finish without waiting and without a sound. */
  leave(): void {
    this.left = true;
    this.pace.hurry();
  }

  dismissProblem(): void {
    this.store.setState({ problem: null });
  }

  private sound(...call: Parameters<PlayerDoors["sound"]>): void {
    if (!this.left) this.doors.sound(...call);
  }

  private window(): readonly (readonly string[])[] {
    return this.store.getState().orders.map((order) => order.column);
  }

  private orderAll(kind: ReelOrder["kind"], window: readonly (readonly string[])[]): void {
    this.orderId += 1;
    const orders = window.map((column): ReelOrder => ({ id: this.orderId, kind, column }));
    this.store.setState({ orders });
  }

  private startReels(): void {
    this.sound("spin");
    this.orderAll("spin", this.window());
  }

  /** `elapsed_ms` of the spin have already passed; a late answer stops the first reel at once. */
  private async stopReels(window: readonly (readonly string[])[], elapsed_ms: number): Promise<void> {
    const { turbo, reduced } = this.settings;
    let at_ms = elapsed_ms;
    for (const [reel, column] of window.entries()) {
      const due_ms = Math.max(at_ms, stopAt_ms(reel, turbo));
      const late_ms = reel === 0 ? due_ms : Math.max(due_ms, at_ms + stopAt_ms(1, turbo) - stopAt_ms(0, turbo));
      await this.pace.sleep(late_ms - at_ms);
      at_ms = late_ms;
      this.orderId += 1;
      const landed: ReelOrder = { id: this.orderId, kind: "land", column };
      this.store.setState(({ orders }) => ({ orders: orders.map((order, i) => (i === reel ? landed : order)) }));
      const hasScatter = this.scatter !== null && column.includes(this.scatter);
      this.sound(hasScatter ? "scatter" : "stop", reel);
    }
    await this.pace.sleep(reduced ? FADE_MS : turbo ? TURBO_LANDING_MS : LANDING_MS);
  }

  private async playFeature(feature: Feature, trigger: readonly Win[]): Promise<void> {
    let total = feature.awarded;
    let won = 0;
    const progress = (played: number, retriggered = 0) =>
      this.store.setState({ feature: { played, total, multiplier: feature.multiplier, won, retriggered } });
    this.pace.restart();
    if (this.left) this.pace.hurry();
    this.store.setState({ phase: "free-spins", shown: trigger });
    progress(0);
    this.sound("free-spins");
    await this.pace.sleep(FEATURE_INTRO_MS);
    for (const [i, spin] of feature.spins.entries()) {
      if (this.pace.isHurried) break;
      this.store.setState({ shown: [] });
      this.startReels();
      await this.pace.sleep(FREE_SPIN_MS);
      await this.stopReels(spin.window, stopAt_ms(0, this.settings.turbo));
      won += spin.win_amount;
      total += spin.retriggered;
      this.store.setState({ shown: spin.wins });
      progress(i + 1, spin.retriggered);
      if (spin.win_amount > 0) this.sound("win");
      await this.pace.sleep(spin.wins.length > 0 ? WIN_SHOWN_MS : NO_WIN_SHOWN_MS);
    }
    const last = feature.spins.at(-1);
    if (this.pace.isHurried && last) this.orderAll("rest", last.window);
    total = feature.spins.length;
    won = feature.total_win;
    this.store.setState({ shown: last?.wins ?? [] });
    progress(total);
  }

  private reveal(result: SpinResult): void {
    const shown = result.feature ? this.store.getState().shown : result.wins;
    this.store.setState({ phase: "idle", round: result, winStreak: result.win_streak, shown });
    const sound = winSound[toneOf(result.win_amount, result.bet_amount)];
    if (sound) this.sound(sound);
  }
}
