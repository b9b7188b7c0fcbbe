/**
 * The server's time, as this browser can know it. A message can only arrive after it was sent, so each one proves that
 * the server's clock is at least `sent - arrived` ahead of ours; the best proof of the last half minute is the offset.
 */
const WINDOW_MS = 30_000;
export const LAG_SHOWN_MS = 300;

export class ServerClock {
  private proofs: { at_ms: number; offset_ms: number }[] = [];
  private heard_ms = 0;
  private delay_ms = 0;

  constructor(private readonly localNow = () => Date.now()) {}

  /** A message that the server stamped with `server_time` has just arrived. */
  hear(server_time: string): void {
    const now_ms = this.localNow();
    const offset_ms = Date.parse(server_time) - now_ms;
    if (!Number.isFinite(offset_ms)) return;
    this.proofs = this.proofs.filter(({ at_ms }) => now_ms - at_ms < WINDOW_MS);
    this.proofs.push({ at_ms: now_ms, offset_ms });
    this.heard_ms = now_ms;
    this.delay_ms = this.offset() - offset_ms;
  }

  /** Milliseconds the server's clock is ahead of ours. */
  offset(): number {
    return this.proofs.reduce((best, { offset_ms }) => Math.max(best, offset_ms), this.proofs.length > 0 ? -Infinity : 0);
  }

  now(): number {
    return this.localNow() + this.offset();
  }

  /** How far behind the server this screen is while ticks should come every `tick_ms`; 0 when it keeps up. */
  lag(tick_ms: number): number {
    const silence_ms = this.localNow() - this.heard_ms - tick_ms;
    const lag_ms = Math.max(this.delay_ms, silence_ms);
    return lag_ms > LAG_SHOWN_MS ? lag_ms : 0;
  }
}
